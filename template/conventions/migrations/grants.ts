import type { GrantStmt, Node } from 'libpg-query';
import { roleNames, stringsOf } from './nodes.ts';
import type { Grant, Place } from './state.ts';

// What `all` stands for.
const tablePrivileges = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain'];
const allOf = (objtype: string): readonly string[] => {
  if (['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROUTINE'].includes(objtype)) return ['execute'];
  return objtype === 'OBJECT_SCHEMA' ? ['create', 'usage'] : tablePrivileges;
};

const defaults = (roles: readonly string[], privileges: readonly string[], at: Place): Grant[] =>
  roles.flatMap((role) => privileges.map((privilege) => ({ role, privilege, columns: null, how: 'default', at })));

/** What a new table has unasked: on a hosted Supabase in the schema public, on the embedded one everywhere. */
export const defaultTableGrants = (at: Place): Grant[] =>
  defaults(['anon', 'authenticated', 'service_role'], tablePrivileges, at);

/** What a new function has unasked: Postgres lets everybody call it, and Supabase says so once more by name. */
export const defaultRoutineGrants = (at: Place): Grant[] =>
  defaults(['public', 'anon', 'authenticated'], ['execute'], at);

type Named = { readonly privilege: string | null; readonly columns: readonly string[] | null };

const namedIn = (privileges: readonly Node[] | undefined): Named[] =>
  (privileges ?? []).flatMap((node) => {
    if (!('AccessPriv' in node)) return [];
    const { priv_name: privilege = null, cols } = node.AccessPriv;
    return [{ privilege, columns: cols === undefined ? null : stringsOf(cols) }];
  });

function granted({ privileges, objtype = 'OBJECT_TABLE', grantees }: GrantStmt, at: Place): Grant[] {
  const named = privileges === undefined ? [{ privilege: null, columns: null }] : namedIn(privileges);
  return roleNames(grantees).flatMap((role) =>
    named.flatMap(({ privilege, columns }) =>
      (privilege === null ? allOf(objtype) : [privilege]).map((one): Grant => ({
        role,
        privilege: one,
        columns,
        how: privilege === null ? 'all' : 'named',
        at,
      })),
    ),
  );
}

// To revoke a privilege of a table revokes it of its columns as well; the other way round it changes nothing.
function withoutNamed(grant: Grant, named: readonly Named[]): Grant[] {
  const ofIt = named.filter(({ privilege }) => privilege === null || privilege === grant.privilege);
  if (ofIt.some(({ columns }) => columns === null)) return [];
  if (grant.columns === null) return [grant];
  const gone = new Set(ofIt.flatMap(({ columns }) => columns ?? []));
  const columns = grant.columns.filter((column) => !gone.has(column));
  return columns.length === 0 ? [] : [{ ...grant, columns }];
}

/** The grants that are left, or there as well, after a GRANT or REVOKE. */
export function changeGrants(grants: readonly Grant[], statement: GrantStmt, at: Place): readonly Grant[] {
  if (statement.is_grant === true) return [...grants, ...granted(statement, at)];
  // Takes back the right to pass it on, not the privilege.
  if (statement.grant_option === true) return grants;
  const roles = roleNames(statement.grantees);
  const named =
    statement.privileges === undefined ? [{ privilege: null, columns: null }] : namedIn(statement.privileges);
  return grants.flatMap((grant) => (roles.includes(grant.role) ? withoutNamed(grant, named) : [grant]));
}
