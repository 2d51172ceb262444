import type { CreateSchemaStmt, CreateTableAsStmt, DoStmt, Node, VariableSetStmt } from 'libpg-query';
import { unreadableIn } from './body.ts';
import { drop, moveToSchema, rename } from './moves.ts';
import { constantText, optionOf } from './nodes.ts';
import type { Statement } from './parse-sql.ts';
import { alterPolicy, createPolicy } from './policies.ts';
import { alterRelation, createRelation, createView } from './relations.ts';
import { alterRole, changeDefaults, changeMembers, changeRights } from './rights.ts';
import { alterRoutine, createRoutine } from './routines.ts';
import { applySelect, noteCall } from './select.ts';
import { defaultSearchPath, isSchema, noteUnreadable } from './state.ts';
import type { Place, State } from './state.ts';

function setSearchPath(state: State, { name, kind, args = [] }: VariableSetStmt): State {
  if (name !== 'search_path' && kind !== 'VAR_RESET_ALL') return state;
  const searchPath = kind === 'VAR_SET_VALUE' ? args.map(constantText).filter(isSchema) : defaultSearchPath;
  return { ...state, searchPath };
}

const createTableAs = (state: State, { into, objtype }: CreateTableAsStmt, at: Place): State =>
  createRelation(state, into?.rel, objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table', at);

// What is made along with a schema is made in it.
function createSchema(state: State, { schemaname, schemaElts = [] }: CreateSchemaStmt, text: string, at: Place): State {
  const inside = { ...state, searchPath: schemaname === undefined ? state.searchPath : [schemaname] };
  const made = schemaElts.reduce((next, node) => applyNode(next, node, text, at), inside);
  return { ...made, searchPath: state.searchPath };
}

function noteBlock(state: State, { args }: DoStmt, text: string, at: Place): State {
  const found = unreadableIn(optionOf(args, 'as') ?? '', optionOf(args, 'language') ?? 'plpgsql', text, at);
  return found.reduce(noteUnreadable, state);
}

function applyNode(state: State, node: Node, text: string, at: Place): State {
  if ('CreateStmt' in node) return createRelation(state, node.CreateStmt.relation, 'table', at);
  if ('CreateForeignTableStmt' in node) {
    return createRelation(state, node.CreateForeignTableStmt.base?.relation, 'foreign table', at);
  }
  if ('CreateTableAsStmt' in node) return createTableAs(state, node.CreateTableAsStmt, at);
  if ('SelectStmt' in node) return applySelect(state, node.SelectStmt, at);
  if ('CallStmt' in node) return noteCall(state, node.CallStmt.funccall, at);
  if ('ExplainStmt' in node) {
    const { query, options } = node.ExplainStmt;
    return query !== undefined && optionOf(options, 'analyze') !== null ? applyNode(state, query, text, at) : state;
  }
  if ('CreateSchemaStmt' in node) return createSchema(state, node.CreateSchemaStmt, text, at);
  if ('ViewStmt' in node) return createView(state, node.ViewStmt, at);
  if ('AlterTableStmt' in node) return alterRelation(state, node.AlterTableStmt, at);
  if ('CreatePolicyStmt' in node) return createPolicy(state, node.CreatePolicyStmt, at);
  if ('AlterPolicyStmt' in node) return alterPolicy(state, node.AlterPolicyStmt, at);
  if ('GrantStmt' in node) return changeRights(state, node.GrantStmt, at);
  if ('AlterDefaultPrivilegesStmt' in node) return changeDefaults(state, node.AlterDefaultPrivilegesStmt, at);
  if ('GrantRoleStmt' in node) return changeMembers(state, node.GrantRoleStmt, at);
  if ('AlterRoleStmt' in node) return alterRole(state, node.AlterRoleStmt, at);
  if ('CreateFunctionStmt' in node) return createRoutine(state, node.CreateFunctionStmt, text, at);
  if ('AlterFunctionStmt' in node) return alterRoutine(state, node.AlterFunctionStmt, at);
  if ('DropStmt' in node) return drop(state, node.DropStmt, at);
  if ('RenameStmt' in node) return rename(state, node.RenameStmt, at);
  if ('AlterObjectSchemaStmt' in node) return moveToSchema(state, node.AlterObjectSchemaStmt);
  if ('VariableSetStmt' in node) return setSearchPath(state, node.VariableSetStmt);
  if ('DoStmt' in node) return noteBlock(state, node.DoStmt, text, at);
  if ('ImportForeignSchemaStmt' in node) return noteUnreadable(state, { what: 'import foreign schema', at });
  if ('TransactionStmt' in node && node.TransactionStmt.kind?.startsWith('TRANS_STMT_ROLLBACK') === true) {
    return noteUnreadable(state, { what: 'rollback', at });
  }
  return state;
}

/** What a statement makes of the database. What it says nothing about row-level security and rights changes nothing. */
export function applyStatement(state: State, { node, text }: Statement, at: Place): State {
  try {
    return applyNode(state, node, text, at);
  } catch (error) {
    // Thousands of brackets or terms: Postgres has the room for them, and we do not.
    if (!(error instanceof RangeError)) throw error;
    return noteUnreadable(state, { what: 'an expression nested too deeply to follow', at });
  }
}
