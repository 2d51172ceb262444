import type { AlterDefaultPrivilegesStmt, AlterRoleStmt, GrantRoleStmt, GrantStmt, Node } from 'libpg-query';
import { changeGrants } from './grants.ts';
import { isOn, itemsOf, optionOf, roleName, roleNames, stringOf, stringsOf } from './nodes.ts';
import { changeRelation } from './relations.ts';
import { changeRoutines, findRoutines } from './routines.ts';
import { keyOf, withEntry } from './state.ts';
import type { Grant, Place, State, Wide } from './state.ts';

const routineTypes = ['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROUTINE'];

function changeWide(
  state: State,
  kind: Wide['kind'],
  target: string,
  change: (grants: readonly Grant[]) => readonly Grant[],
): State {
  const key = keyOf(kind, target);
  const grants = change(state.wide.get(key)?.grants ?? []);
  return { ...state, wide: withEntry(state.wide, key, { kind, target, grants }) };
}

// `on all tables in schema`: what is there now, and the statement itself.
function grantInSchema(state: State, statement: GrantStmt, schema: string, at: Place): State {
  const change = <Owner extends { readonly schema: string; readonly grants: readonly Grant[] }>(owner: Owner): Owner =>
    owner.schema === schema ? { ...owner, grants: changeGrants(owner.grants, statement, at) } : owner;
  const inAll = (kind: Wide['kind'], next: State): State =>
    changeWide(next, kind, schema, (grants) => changeGrants(grants, statement, at));
  if (statement.objtype === 'OBJECT_TABLE') {
    const relations = new Map([...state.relations].map(([key, relation]) => [key, change(relation)]));
    return inAll('all tables', { ...state, relations });
  }
  if (!routineTypes.includes(statement.objtype ?? '')) return state;
  const routines = new Map([...state.routines].map(([key, routine]) => [key, change(routine)]));
  return inAll('all routines', { ...state, routines });
}

function grantOnObject(state: State, statement: GrantStmt, object: Node, at: Place): State {
  const change = <Owner extends { readonly grants: readonly Grant[] }>(owner: Owner): Owner => ({
    ...owner,
    grants: changeGrants(owner.grants, statement, at),
  });
  if ('ObjectWithArgs' in object) return changeRoutines(state, findRoutines(state, object.ObjectWithArgs), change);
  if (statement.objtype === 'OBJECT_SCHEMA') {
    return changeWide(state, 'schema', stringOf(object), (grants) => changeGrants(grants, statement, at));
  }
  const isTable = 'RangeVar' in object && statement.objtype === 'OBJECT_TABLE';
  return isTable ? changeRelation(state, object.RangeVar, at, change) : state;
}

/** GRANT and REVOKE of privileges. */
export function changeRights(state: State, statement: GrantStmt, at: Place): State {
  const { objects = [], targtype } = statement;
  return objects.reduce(
    (next, object) =>
      targtype === 'ACL_TARGET_ALL_IN_SCHEMA'
        ? grantInSchema(next, statement, stringOf(object), at)
        : grantOnObject(next, statement, object, at),
    state,
  );
}

/** ALTER DEFAULT PRIVILEGES: what tables and functions that are made later have unasked. */
export function changeDefaults(state: State, { action, options = [] }: AlterDefaultPrivilegesStmt, at: Place): State {
  if (action === undefined) return state;
  const schemas = options.flatMap((node) =>
    'DefElem' in node && node.DefElem.defname === 'schemas' ? stringsOf(itemsOf(node.DefElem.arg)) : [],
  );
  const objects = (action.objtype ?? 'OBJECT_TABLE').replace('OBJECT_', '').toLowerCase();
  return (schemas.length === 0 ? [''] : schemas).reduce(
    (next, schema) =>
      changeWide(
        next,
        'default privileges',
        schema === '' ? `${objects}s` : `${objects}s in schema ${schema}`,
        (grants) => changeGrants(grants, action, at),
      ),
    state,
  );
}

/** GRANT and REVOKE of a role: its members have all of its rights. */
export function changeMembers(state: State, statement: GrantRoleStmt, at: Place): State {
  const roles = roleNames(statement.grantee_roles);
  const granted = (statement.granted_roles ?? []).flatMap((node) =>
    'AccessPriv' in node ? [node.AccessPriv.priv_name ?? ''] : [],
  );
  const members = roles.map((role): Grant => ({ role, privilege: 'member', columns: null, how: 'named', at }));
  return granted.reduce(
    (next, target) =>
      changeWide(next, 'membership', target, (grants) => {
        const others = grants.filter(({ role }) => !roles.includes(role));
        return statement.is_grant === true ? [...others, ...members] : others;
      }),
    state,
  );
}

/** ALTER ROLE: whether row-level security holds it. */
export function alterRole(state: State, { role, options }: AlterRoleStmt, at: Place): State {
  const told = ['bypassrls', 'superuser'].map((name) => optionOf(options, name)).find((value) => value !== null);
  if (role === undefined || told === undefined || told === null) return state;
  const name = roleName(role);
  const grant: Grant = { role: name, privilege: 'bypassrls', columns: null, how: 'named', at };
  return changeWide(state, 'bypassrls', name, () => (isOn(told) ? [grant] : []));
}
