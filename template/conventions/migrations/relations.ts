import type { AlterTableStmt, Node, RangeVar, ViewStmt } from 'libpg-query';
import { defaultTableGrants } from './grants.ts';
import { isOn, itemsOf, optionOf, roleName } from './nodes.ts';
import { keyOf, resolveName, withEntry } from './state.ts';
import type { Place, Relation, State } from './state.ts';

type Kind = Relation['kind'];

const newRelation = (schema: string, name: string, kind: Kind, at: Place): Relation => ({
  ...{ schema, name, kind, at, rowSecurity: false, switchedAt: null, policies: [], former: [] },
  ...{ grants: kind === 'known' ? [] : defaultTableGrants(at), invoker: false, invokerAt: at, owner: null },
});

/** Adds a table or the like. One that is there already stays as it is: `if not exists`. */
export function createRelation(state: State, range: RangeVar | undefined, kind: Kind, at: Place): State {
  if (range === undefined || range.relpersistence === 't' || range.schemaname === 'pg_temp') return state;
  const schema = range.schemaname ?? state.searchPath[0] ?? 'public';
  const name = range.relname ?? '';
  const key = keyOf(schema, name);
  const old = state.relations.get(key);
  if (old !== undefined && old.kind !== 'known') return state;
  return { ...state, relations: withEntry(state.relations, key, newRelation(schema, name, kind, at)) };
}

/** Changes a table that a statement names; one that no migration makes is noted from then on. */
export function changeRelation(
  state: State,
  range: RangeVar | undefined,
  at: Place,
  change: (relation: Relation) => Relation,
): State {
  if (range === undefined) return state;
  const [schema, name] = resolveName(state, range);
  const key = keyOf(schema, name);
  const old = state.relations.get(key) ?? newRelation(schema, name, 'known', at);
  return { ...state, relations: withEntry(state.relations, key, change(old)) };
}

/** Adds or replaces a view. To replace one sets all its options anew. */
export function createView(state: State, { view, options }: ViewStmt, at: Place): State {
  if (view?.relpersistence === 't') return state;
  const invoker = isOn(optionOf(options, 'security_invoker'));
  return changeRelation(createRelation(state, view, 'view', at), view, at, (old) => ({
    ...old,
    invoker,
    invokerAt: at,
  }));
}

const switched = (rowSecurity: boolean, at: Place) => ({ rowSecurity, switchedAt: at });

function alterOnce(relation: Relation, command: Node, at: Place): Relation {
  if (!('AlterTableCmd' in command)) return relation;
  const { subtype, newowner, def } = command.AlterTableCmd;
  if (subtype === 'AT_EnableRowSecurity') return { ...relation, ...switched(true, at) };
  if (subtype === 'AT_DisableRowSecurity') return { ...relation, ...switched(false, at) };
  if (subtype === 'AT_ChangeOwner' && newowner !== undefined) {
    return { ...relation, owner: { role: roleName(newowner), at } };
  }
  const value = optionOf(itemsOf(def), 'security_invoker');
  if (value === null || relation.kind !== 'view') return relation;
  if (subtype === 'AT_SetRelOptions') return { ...relation, invoker: isOn(value), invokerAt: at };
  return subtype === 'AT_ResetRelOptions' ? { ...relation, invoker: false, invokerAt: at } : relation;
}

/** ALTER TABLE, ALTER VIEW and their like, but for new names. */
export const alterRelation = (state: State, { relation, cmds = [] }: AlterTableStmt, at: Place): State =>
  changeRelation(state, relation, at, (old) => cmds.reduce((before, command) => alterOnce(before, command, at), old));
