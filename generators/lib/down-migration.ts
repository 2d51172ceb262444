import { posix } from 'node:path';
import type { GrantStmt, Node, ParseResult, RangeVar } from 'libpg-query';
import { commandFailure } from './command-error.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const textOf = (node: Node): string => ('String' in node ? (node.String.sval ?? '') : '');

const tableOf = (relation: RangeVar | undefined): string =>
  [relation?.schemaname, relation?.relname]
    .filter((name) => name !== undefined)
    .map(quoted)
    .join('.');

/** The table that a statement is about, where it is about one. */
const subjectOf = (node: Node): string | null => {
  if ('IndexStmt' in node) return tableOf(node.IndexStmt.relation);
  if ('AlterTableStmt' in node) return tableOf(node.AlterTableStmt.relation);
  if ('CreatePolicyStmt' in node) return tableOf(node.CreatePolicyStmt.table);
  if ('CreateTrigStmt' in node) return tableOf(node.CreateTrigStmt.relation);
  if ('GrantStmt' in node) {
    const [object] = node.GrantStmt.objects ?? [];
    return object !== undefined && 'RangeVar' in object ? tableOf(object.RangeVar) : null;
  }
  if ('CommentStmt' in node) {
    const { object } = node.CommentStmt;
    return object !== undefined && 'List' in object
      ? (object.List.items ?? []).slice(0, 2).map((item) => quoted(textOf(item))).join('.')
      : null; // prettier-ignore
  }
  return null;
};

/** The table whose rows a statement writes, where it writes any. */
const writtenTable = (node: Node): string | null => {
  if ('InsertStmt' in node) return tableOf(node.InsertStmt.relation);
  if ('UpdateStmt' in node) return tableOf(node.UpdateStmt.relation);
  return 'DeleteStmt' in node ? tableOf(node.DeleteStmt.relation) : null;
};

/** What a grant is on, as SQL names it; null where that is neither a schema nor a table. */
const grantedOn = (object: Node): string | null => {
  if ('RangeVar' in object) return tableOf(object.RangeVar);
  return 'String' in object ? `schema ${quoted(textOf(object))}` : null;
};

/** What revokes a grant of whole tables or a schema; null for any other. */
const revokeOf = ({ is_grant, objects = [], privileges = [], grantees = [] }: GrantStmt): string | null => {
  const rights = privileges.map((one) =>
    'AccessPriv' in one && one.AccessPriv.cols === undefined ? (one.AccessPriv.priv_name ?? '') : '',
  );
  const roles = grantees.map((one) => ('RoleSpec' in one ? (one.RoleSpec.rolename ?? '') : ''));
  const on = objects.map(grantedOn);
  const named = [...rights, ...roles].every((name) => name !== '') && rights.length > 0 && !on.includes(null);
  if (is_grant !== true || !named) return null;
  return `revoke ${rights.join(', ')} on ${on.join(', ')} from ${roles.map(quoted).join(', ')};`;
};

/** The columns that a statement adds to its table. */
const addedColumns = (node: Node): string[] => {
  if (!('AlterTableStmt' in node)) return [];
  return (node.AlterTableStmt.cmds ?? []).flatMap((command) => {
    if (!('AlterTableCmd' in command) || command.AlterTableCmd.subtype !== 'AT_AddColumn') return [];
    const { def } = command.AlterTableCmd;
    return def !== undefined && 'ColumnDef' in def ? [def.ColumnDef.colname ?? ''] : [];
  });
};

/** What takes back one statement; `[]` where that goes with a table or a column, null where nothing is known. */
const inverseOf = (node: Node, made: ReadonlySet<string>, widened: ReadonlySet<string>): string[] | null => {
  if ('CreateStmt' in node) return [`drop table ${tableOf(node.CreateStmt.relation)};`];
  // One that is replaced where it is there belongs to others as well. Its rights go, or stay, with it.
  if ('CreateFunctionStmt' in node && node.CreateFunctionStmt.replace === true) return [];
  if ('CreateFunctionStmt' in node) {
    return [`drop function ${(node.CreateFunctionStmt.funcname ?? []).map((part) => quoted(textOf(part))).join('.')};`];
  }
  if ('GrantStmt' in node && node.GrantStmt.objtype === 'OBJECT_FUNCTION') return [];
  if ('ViewStmt' in node && node.ViewStmt.replace !== true) return [`drop view ${tableOf(node.ViewStmt.view)};`];
  const written = writtenTable(node);
  // Rows end with their table; those of another cannot be told from what came later.
  if (written !== null) return made.has(written) ? [] : null;
  const table = subjectOf(node);
  if (table !== null && made.has(table)) return [];
  const revoke = 'GrantStmt' in node && !widened.has(table ?? '') ? revokeOf(node.GrantStmt) : null;
  if (revoke !== null) return [revoke];
  if (table === null) return null;
  const columns = addedColumns(node);
  if (columns.length > 0) return columns.map((column) => `alter table ${table} drop column ${quoted(column)};`);
  if ('CreatePolicyStmt' in node)
    return [`drop policy ${quoted(node.CreatePolicyStmt.policy_name ?? '')} on ${table};`];
  if ('CreateTrigStmt' in node) return [`drop trigger ${quoted(node.CreateTrigStmt.trigname ?? '')} on ${table};`];
  // An index on a new column, its constraints and its grants end with it.
  return widened.has(table) ? [] : null;
};

const parseSql = async (sql: string): Promise<readonly Node[]> => {
  // Loaded here, since it takes a tenth of a second and a migration that was never applied needs none of it.
  const { loadModule, parse } = await import('libpg-query');
  await loadModule();
  const result: ParseResult = await parse(sql);
  return (result.stmts ?? []).flatMap(({ stmt }) => (stmt === undefined ? [] : [stmt]));
};

/** What a migration says itself about its taking back, in comments: what no rule can know, such as how a dropped column was. */
const ownInverse = (sql: string): string[] =>
  [...sql.matchAll(/^-- taken back by: (.+)$/gm)].map(([, line = '']) => line);

/** The tables that a migration creates, by their names without the schema. */
export const tablesIn = (sql: string): string[] =>
  [...sql.matchAll(/^create table (?:if not exists )?(?:\w+\.)?"?(\w+)"?/gim)].map(([, name = '']) => name);

/**
 * The migration that takes back another, given by its path and text, from its last statement to its first.
 * @throws command failure where a statement of it cannot be taken back by a rule.
 */
export const downMigration = async (path: string, sql: string): Promise<string> => {
  const refuse = (why: string, cause: unknown): Error =>
    commandFailure(
      `${path} may have been applied, so a migration has to take it back, and that one cannot be written for you: ${why}.`,
      'Write it yourself (`npm run generate -- migration` begins one), then delete the other files; nothing was changed.',
      cause,
    );
  const nodes = await parseSql(sql).catch((error: unknown) => {
    throw refuse('the file is not SQL that Postgres reads', error);
  });
  const made = new Set(nodes.flatMap((node) => ('CreateStmt' in node ? [tableOf(node.CreateStmt.relation)] : [])));
  const widened = new Set(nodes.flatMap((node) => (addedColumns(node).length > 0 ? [subjectOf(node) ?? ''] : [])));
  const statements = nodes.map((node) => {
    const inverse = inverseOf(node, made, widened);
    if (inverse === null)
      throw refuse(`nothing is known that takes back a statement of it (${Object.keys(node)[0]})`, null);
    return inverse;
  });
  const lines = statements.toReversed().flat();
  // Triggers of a table need their functions for as long as it is there.
  const isFunction = (line: string): boolean => line.startsWith('drop function');
  return `-- Takes back ${posix.basename(path)}. What these hold is lost.\n\n${[...lines.filter((line) => !isFunction(line)), ...lines.filter(isFunction), ...ownInverse(sql)].join('\n')}\n`;
};
