import type { FuncCall, SelectStmt } from 'libpg-query';
import { definedBy } from './body.ts';
import { constantText, splitName, stringsOf } from './nodes.ts';
import { createRelation } from './relations.ts';
import { isSchema, noteUnreadable } from './state.ts';
import type { Place, State } from './state.ts';

/** Notes a call that is handed SQL which defines something: to pg_cron, dblink, or a function that runs it. */
export function noteCall(state: State, call: FuncCall | undefined, at: Place): State {
  const defined = (call?.args ?? []).map((argument) => definedBy(constantText(argument)));
  const what = defined.find((one) => one !== null && one !== 'execute');
  return what === undefined ? state : noteUnreadable(state, { what: `execute '${what} …'`, at });
}

// `set_config('search_path', …)`, as dumps write it.
function configure(state: State, { funcname, args = [] }: FuncCall): State {
  const [name, path = ''] = args.map(constantText);
  if (splitName(stringsOf(funcname)).name !== 'set_config' || name !== 'search_path') return state;
  const searchPath = path.split(',').map((schema) => schema.trim().replaceAll('"', ''));
  return { ...state, searchPath: searchPath.filter(isSchema) };
}

/** A SELECT that does something: `into a_table`, which a union says in its first part, or a call. */
export function applySelect(state: State, { larg, intoClause, targetList = [] }: SelectStmt, at: Place): State {
  if (larg !== undefined) return applySelect(state, larg, at);
  if (intoClause !== undefined) return createRelation(state, intoClause.rel, 'table', at);
  return targetList
    .flatMap((node) => ('ResTarget' in node && node.ResTarget.val !== undefined ? [node.ResTarget.val] : []))
    .flatMap((value) => ('FuncCall' in value ? [value.FuncCall] : []))
    .reduce((next, call) => configure(noteCall(next, call, at), call), state);
}
