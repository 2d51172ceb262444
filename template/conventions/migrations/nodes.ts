import type { Node, ObjectWithArgs, RoleSpec, TypeName } from 'libpg-query';

/** The text of a string node, or empty. */
export const stringOf = (node: Node | undefined): string =>
  node !== undefined && 'String' in node ? (node.String.sval ?? '') : '';

/** The text of a constant, or empty. */
export const constantText = (node: Node): string => ('A_Const' in node ? (node.A_Const.sval?.sval ?? '') : '');

/** The texts of string nodes. */
export const stringsOf = (nodes: readonly Node[] | undefined): string[] => (nodes ?? []).map(stringOf);

/** The nodes of a list node. */
export const itemsOf = (node: Node | undefined): readonly Node[] =>
  node !== undefined && 'List' in node ? (node.List.items ?? []) : [];

/** A name that may have a schema before it. */
export function splitName(names: readonly string[]): { readonly schema: string; readonly name: string } {
  return { schema: names.at(-2) ?? '', name: names.at(-1) ?? '' };
}

/** The name of a role; `public` is everybody, and whoever runs the migration is `postgres`. */
export function roleName({ roletype, rolename = '' }: RoleSpec): string {
  if (roletype === 'ROLESPEC_PUBLIC') return 'public';
  return roletype === 'ROLESPEC_CSTRING' ? rolename : 'postgres';
}

/** The names of the roles that a clause lists. */
export const roleNames = (nodes: readonly Node[] | undefined): string[] =>
  (nodes ?? []).flatMap((node) => ('RoleSpec' in node ? [roleName(node.RoleSpec)] : []));

/** A type as a word: `int4`, `uuid[]`. */
export const typeName = ({ names, arrayBounds }: TypeName): string =>
  `${splitName(stringsOf(names)).name}${arrayBounds === undefined ? '' : '[]'}`;

/** The input types by which a statement names a function, or null where it does not say. */
export function typesOf({ objargs, args_unspecified: unspecified = false }: ObjectWithArgs): string[] | null {
  if (unspecified) return null;
  return (objargs ?? []).flatMap((node) => ('TypeName' in node ? [typeName(node.TypeName)] : []));
}

/** What an option says, such as `on` of `security_invoker = on`; null where it is not set, empty where it has no value. */
export function optionOf(options: readonly Node[] | undefined, name: string): string | null {
  const found = (options ?? []).findLast((node) => 'DefElem' in node && node.DefElem.defname === name);
  if (found === undefined || !('DefElem' in found)) return null;
  const { arg } = found.DefElem;
  if (arg === undefined) return '';
  if ('Boolean' in arg) return String(arg.Boolean.boolval ?? false);
  if ('Integer' in arg) return String(arg.Integer.ival ?? 0);
  // A word that SQL does not know, such as off, is read as the name of a type.
  if ('TypeName' in arg) return typeName(arg.TypeName);
  return stringOf(arg);
}

/** Whether an option is set and switched on, in the words that Postgres takes. */
export const isOn = (value: string | null): boolean =>
  value !== null && ['', 'true', 't', 'on', 'yes', 'y', '1'].includes(value.toLowerCase());

/** Calls a function for a node and every node below it. */
export function walk(value: unknown, visit: (node: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value);
  for (const child of Object.values(value)) walk(child, visit);
}
