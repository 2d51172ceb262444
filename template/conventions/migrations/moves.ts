import type { AlterObjectSchemaStmt, DropStmt, Node, RenameStmt } from 'libpg-query';
import { itemsOf, splitName, stringOf, stringsOf } from './nodes.ts';
import { dropPolicy, renamePolicy } from './policies.ts';
import { changeRelation } from './relations.ts';
import { changeRoutines, findRoutines } from './routines.ts';
import { keyOf, resolveName, withoutEntries } from './state.ts';
import type { Place, Relation, State } from './state.ts';

const relationTypes = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'];

const rangeOf = (names: readonly string[]) => {
  const { schema: schemaname, name: relname } = splitName(names);
  return { schemaname, relname };
};

function moveRelations(state: State, which: (relation: Relation) => boolean, to: Partial<Relation>): State {
  const relations = [...state.relations.values()].map((relation): [string, Relation] => {
    const moved = which(relation) ? { ...relation, ...to } : relation;
    return [keyOf(moved.schema, moved.name), moved];
  });
  return { ...state, relations: new Map(relations) };
}

function isNamed(state: State, range: Parameters<typeof resolveName>[1] | undefined) {
  const [schema, name] = range === undefined ? [] : resolveName(state, range);
  return (relation: Relation): boolean => relation.schema === schema && relation.name === name;
}

function dropSchema(state: State, schema: string): State {
  const keysIn = (map: ReadonlyMap<string, { readonly schema: string }>): string[] =>
    [...map].filter(([, owner]) => owner.schema === schema).map(([key]) => key);
  const wide = (['all tables', 'all routines', 'schema'] as const).map((kind) => keyOf(kind, schema));
  return {
    ...state,
    relations: withoutEntries(state.relations, keysIn(state.relations)),
    routines: withoutEntries(state.routines, keysIn(state.routines)),
    wide: withoutEntries(state.wide, wide),
  };
}

function dropOne(state: State, type: string, object: Node, at: Place): State {
  const names = stringsOf(itemsOf(object));
  if (type === 'OBJECT_SCHEMA') return dropSchema(state, stringOf(object));
  if (type === 'OBJECT_POLICY') {
    return changeRelation(state, rangeOf(names.slice(0, -1)), at, (old) => dropPolicy(old, names.at(-1) ?? '', at));
  }
  if (relationTypes.includes(type)) {
    return { ...state, relations: withoutEntries(state.relations, [keyOf(...resolveName(state, rangeOf(names)))]) };
  }
  if (!('ObjectWithArgs' in object)) return state;
  return { ...state, routines: withoutEntries(state.routines, findRoutines(state, object.ObjectWithArgs)) };
}

/** DROP. What depends on it by `cascade` is not known here, but for what a schema has in it. */
export const drop = (state: State, { objects = [], removeType = 'OBJECT_TABLE' }: DropStmt, at: Place): State =>
  objects.reduce((next, object) => dropOne(next, removeType, object, at), state);

/** ALTER … RENAME TO. */
export function rename(state: State, statement: RenameStmt, at: Place): State {
  const { renameType = '', relation, object, subname = '', newname = '' } = statement;
  if (renameType === 'OBJECT_POLICY') {
    return changeRelation(state, relation, at, (old) => renamePolicy(old, subname, newname));
  }
  if (relationTypes.includes(renameType)) return moveRelations(state, isNamed(state, relation), { name: newname });
  if (renameType === 'OBJECT_SCHEMA') {
    const keys = [...state.routines].filter(([, { schema }]) => schema === subname).map(([key]) => key);
    const moved = changeRoutines(state, keys, (routine) => ({ ...routine, schema: newname }));
    return moveRelations(moved, ({ schema }) => schema === subname, { schema: newname });
  }
  if (object === undefined || !('ObjectWithArgs' in object)) return state;
  return changeRoutines(state, findRoutines(state, object.ObjectWithArgs), (routine) => ({
    ...routine,
    name: newname,
  }));
}

/** ALTER … SET SCHEMA. */
export function moveToSchema(state: State, statement: AlterObjectSchemaStmt): State {
  const { objectType = '', relation, object, newschema: schema = '' } = statement;
  if (relationTypes.includes(objectType)) return moveRelations(state, isNamed(state, relation), { schema });
  if (object === undefined || !('ObjectWithArgs' in object)) return state;
  return changeRoutines(state, findRoutines(state, object.ObjectWithArgs), (routine) => ({ ...routine, schema }));
}
