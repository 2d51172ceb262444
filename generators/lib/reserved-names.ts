const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Names that an object literal or a prototype gives a meaning of its own. */
const traps = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/** Whether a property of this name would be mistaken for one that every object has (`constructor`, `__proto__`, `toString`). */
export const isPropertyTrap = (name: string): boolean => traps.has(name);

const keywords = listed(`
  abstract any arguments as asserts async await bigint boolean break case catch class const continue debugger declare default delete
  do else enum eval export extends false finally for from function get if implements import in infer instanceof interface is keyof
  let module namespace never new null number object of package private protected public readonly require return satisfies set static
  string super switch symbol this throw true try type typeof undefined unique unknown using var void while with yield`);

/** Variables, parameters and imports of the generated code itself. */
const locals = listed(`
  after app before body client config context count cursor data describe error event expect expected global headers id input it item
  items key limit log next now page params patch payload process query reply request response result results route row rows schema
  server signal sort status supabase test tests token user users value values version z`);

/** Whether generated code must not declare a variable of this name. */
export const isLocalName = (name: string): boolean =>
  keywords.has(name) || locals.has(name) || Object.hasOwn(globalThis, name);

/** Types that TypeScript or the generated database types declare without a value of the same name. */
const types = listed(`
  ArrayLike AsyncIterable AsyncIterator Awaited Capitalize CompositeTypes Constants Constructor Database Enums Exclude Extract
  Generator InstanceType Iterable Json Lowercase NonNullable Omit Parameters Partial Pick PropertyKey Readonly Record Required
  ReturnType Tables TablesInsert TablesUpdate Uncapitalize Uppercase`);

/** Whether a type of this name would hide a global one (`Date`, `Map`, `Response`, `Record`). */
export const isGlobalType = (name: string): boolean => types.has(name) || Object.hasOwn(globalThis, name);

const owned = listed('auth doc docs error_log error_logs health me storage user_role user_roles');

/** Whether the kit's own tables, routes or schemas have this name (snake_case, singular or plural). */
export const isOwnedByTheKit = (name: string): boolean => owned.has(name);
