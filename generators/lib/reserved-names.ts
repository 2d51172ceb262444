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
  acceptFiles after all app appError before body byId changed changedMeanwhile changes client config context count current cursor data dataOf defineJob
  describe describeEmbeddings describeResource describeTenancy embed embeddingModelService embeddingService error errorResponses etag event expect expected explainMiss field fileService fileUploadBody fileUploadHeaders fileUploadQuerySchema filter filtered filters found freshNumber
  getOwn global headers http id idParams ids ifMatchHeaders input it item items jobService key keyset limit linkedFileSchema log matched model memberService mergePatch mergePatchSchema miss n next
  noBody noContent noQuery now one only page pageOf pageQuery params parseInput patch payload process q query reply request requestContext
  response result results route row rowEmbeddingService rows schema searchFilter server shared signal similarity sort status supabase supabaseAdmin test tests text token unwrap
  upload uploads user users value values vector vectors version wanted whereEqual z`);

/** Whether generated code must not declare a variable of this name. */
export const isLocalName = (name: string): boolean =>
  keywords.has(name) || locals.has(name) || Object.hasOwn(globalThis, name);

/** Types that TypeScript, the generated database types or the generated code's imports declare without a value of the same name. */
const types = listed(`
  AppError AppEvent ArrayLike AsyncIterable AsyncIterator Awaited Capitalize CompositeTypes Constants Constructor Database Enums Exclude
  Extract FastifyPluginAsyncZod FileUpload Generator InstanceType Iterable Json LinkedFile Lowercase NonNullable Omit Page Parameters Partial Pick
  PropertyKey Readonly Record Required ReturnType RowToEmbed RowVector RowsWanted Tables TablesInsert TablesUpdate TestUser Uncapitalize Uppercase ZodTypeProvider`);

/** Whether a type of this name would hide another one (`Date`, `Map`, `Record`, `Page`). */
export const isGlobalType = (name: string): boolean => types.has(name) || Object.hasOwn(globalThis, name);

const owned = listed(`
  auth auth_token auth_tokens dead_letter dead_letters doc docs embedding embedding_model embedding_models embeddings error error_log error_logs errors event events field fields file
  file_upload file_upload_queries file_upload_query file_uploads files health idempotencies idempotency job job_cancellation
  job_cancellations job_effect job_effects jobs linked_file linked_files login_attempt login_attempts me member members
  merge_patch merge_patches outbox_event outbox_events prompt prompts queue_health queue_healths relay relays resource resources
  revocation revocations role roles row_embedding row_embeddings schedule schedules session sessions storage storage_quota storage_quotas user_role
  user_roles webhook webhooks worker workers`);

/** Whether the kit's own tables, routes, schemas or services have this name (snake_case, singular or plural). */
export const isOwnedByTheKit = (name: string): boolean => owned.has(name);
