import type { AlterFunctionStmt, CreateFunctionStmt, FunctionParameter, Node, ObjectWithArgs } from 'libpg-query';
import { unreadableIn } from './body.ts';
import { defaultRoutineGrants } from './grants.ts';
import { isOn, itemsOf, optionOf, splitName, stringOf, stringsOf, typeName, typesOf } from './nodes.ts';
import { keyOf, withEntry } from './state.ts';
import type { Place, Routine, State } from './state.ts';

const isInput = ({ mode }: FunctionParameter): boolean => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE';

const inputTypes = (parameters: readonly Node[] | undefined): string[] =>
  (parameters ?? []).flatMap((node) =>
    'FunctionParameter' in node && isInput(node.FunctionParameter) && node.FunctionParameter.argType !== undefined
      ? [typeName(node.FunctionParameter.argType)]
      : [],
  );

const keyOfRoutine = ({ schema, name, types }: Pick<Routine, 'schema' | 'name' | 'types'>): string =>
  keyOf(schema, name, ...types);

// `set search_path = …` in a function's options, or its reset; null where they do not speak of it.
function searchPathIn(options: readonly Node[]): boolean | null {
  const sets = options.flatMap((node) => {
    if (!('DefElem' in node) || node.DefElem.defname !== 'set') return [];
    const { arg } = node.DefElem;
    return arg !== undefined && 'VariableSetStmt' in arg ? [arg.VariableSetStmt] : [];
  });
  const last = sets.findLast(({ name, kind }) => name === 'search_path' || kind === 'VAR_RESET_ALL');
  return last === undefined ? null : last.kind === 'VAR_SET_VALUE' || last.kind === 'VAR_SET_CURRENT';
}

/** CREATE FUNCTION and CREATE PROCEDURE. To replace one keeps its grants. */
export function createRoutine(state: State, statement: CreateFunctionStmt, text: string, at: Place): State {
  const { options = [], funcname, parameters, returnType } = statement;
  const { schema, name } = splitName(stringsOf(funcname));
  const body = options.find((node) => 'DefElem' in node && node.DefElem.defname === 'as');
  const code = body !== undefined && 'DefElem' in body ? stringOf(itemsOf(body.DefElem.arg)[0]) : '';
  const named = {
    schema: schema === '' ? (state.searchPath[0] ?? 'public') : schema,
    name,
    types: inputTypes(parameters),
  };
  const key = keyOfRoutine(named);
  const routine: Routine = {
    ...named,
    definer: isOn(optionOf(options, 'security')),
    searchPath: searchPathIn(options) ?? false,
    trigger: ['trigger', 'event_trigger'].includes(returnType === undefined ? '' : typeName(returnType)),
    grants: state.routines.get(key)?.grants ?? defaultRoutineGrants(at),
    unreadable: unreadableIn(code, optionOf(options, 'language') ?? 'sql', text, at),
    at,
  };
  return { ...state, routines: withEntry(state.routines, key, routine) };
}

/** The keys of the functions that a statement names: without types, each of the name. */
export function findRoutines(state: State, named: ObjectWithArgs): string[] {
  const { schema, name } = splitName(stringsOf(named.objname));
  const types = typesOf(named);
  const schemas = schema === '' ? state.searchPath : [schema];
  return [...state.routines]
    .filter(
      ([, routine]) =>
        routine.name === name &&
        schemas.includes(routine.schema) &&
        (types === null || keyOf(...types) === keyOf(...routine.types)),
    )
    .map(([key]) => key);
}

/** Changes the functions of some keys; a new name or schema gives them new keys. */
export function changeRoutines(state: State, keys: readonly string[], change: (routine: Routine) => Routine): State {
  const routines = [...state.routines].map(([key, routine]): [string, Routine] => {
    if (!keys.includes(key)) return [key, routine];
    const changed = change(routine);
    return [keyOfRoutine(changed), changed];
  });
  return { ...state, routines: new Map(routines) };
}

/** ALTER FUNCTION: how it runs. */
export function alterRoutine(state: State, { func, actions = [] }: AlterFunctionStmt, at: Place): State {
  if (func === undefined) return state;
  const security = optionOf(actions, 'security');
  const searchPath = searchPathIn(actions);
  if (security === null && searchPath === null) return state;
  return changeRoutines(state, findRoutines(state, func), (routine) => ({
    ...routine,
    definer: security === null ? routine.definer : isOn(security),
    searchPath: searchPath ?? routine.searchPath,
    at,
  }));
}
