import type { Rule, Scope } from 'eslint';
import type { CallExpression, Identifier, MemberExpression, Node } from 'estree';
import { cameFrom } from './came-from.ts';
import { isRelative } from './resolve-import.ts';
import { constantOf, findVariable, propertyName, staticString, unwrap } from './resolve.ts';

type Child = Node & { readonly parent?: Node };

const wrappers = new Set(['ChainExpression', 'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']);

/** What an expression stands in, past type assertions: with the expression as it stands there. */
export function placeOf(expression: Node): { readonly node: Node; readonly parent: Node | null } {
  let node = expression as Child;
  while (node.parent !== undefined && wrappers.has(node.parent.type)) node = node.parent as Child;
  return { node, parent: (node.parent as Node | undefined) ?? null };
}

/** The member that is called: `db.from` of `db.from('a')`, of `db.from.call(db, 'a')`, and of a constant that holds either. */
function calledMember(context: Rule.RuleContext, call: CallExpression): MemberExpression | null {
  let node: Node | null = unwrap(call.callee);
  for (let depth = 0; node !== null && depth < 20; depth += 1) {
    const isMember: boolean = node.type === 'MemberExpression';
    const bound: Node = node.type === 'CallExpression' ? unwrap(node.callee) : node;
    if (bound.type === 'MemberExpression') {
      const name = propertyName(context, bound) ?? '';
      if (isMember ? !/^(?:call|apply)$/.test(name) : name !== 'bind') return isMember ? bound : null;
      node = unwrap(bound.object);
    } else {
      const constant: Node | null = bound.type === 'Identifier' ? constantOf(context, bound) : null;
      node = constant === null ? null : unwrap(constant);
    }
  }
  return null;
}

/** The name of the method that a call calls, also where it was taken from its object by a pattern. */
export function calledName(context: Rule.RuleContext, call: CallExpression): string | null {
  const member = calledMember(context, call);
  if (member !== null) return propertyName(context, member);
  return cameFrom(context, call.callee)?.path.at(-1) ?? null;
}

/** What a chain of calls and members begins with: `db` of `db.schema('app').from('a').select()`, constants followed. */
export function rootOf(context: Rule.RuleContext, expression: Node, depth = 0): Node {
  const node = unwrap(expression);
  const follow = (next: Node): Node => (depth > 60 ? next : rootOf(context, next, depth + 1));
  if (node.type === 'MemberExpression') return follow(node.object);
  if (node.type === 'CallExpression') return follow(node.callee);
  if (node.type === 'AwaitExpression') return follow(node.argument);
  const constant = node.type === 'Identifier' ? constantOf(context, node as Identifier) : null;
  return constant === null ? node : follow(constant);
}

const verbs = new Set(['select', 'insert', 'upsert', 'update', 'delete']);
const files = /^(?:upload\w*|download|createSigned\w+|getPublicUrl|list|remove|move|copy|info|exists|update)$/;

// The names of the methods that are called on a call's result, there or on the variable that keeps it.
function calledOn(context: Rule.RuleContext, call: Node, depth = 0): readonly string[] {
  const { node, parent } = placeOf(call);
  if (depth > 10) return [];
  const ofVariable = (variable: Scope.Variable | null | undefined): readonly string[] =>
    (variable?.references ?? []).flatMap(({ identifier, writeExpr }) =>
      writeExpr ? [] : calledOn(context, identifier as Node, depth + 1),
    );
  if (parent?.type === 'MemberExpression' && parent.object === node) return [propertyName(context, parent) ?? ''];
  if (parent?.type === 'AwaitExpression') return calledOn(context, parent, depth + 1);
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') {
    return ofVariable(findVariable(context, parent.left));
  }
  if (parent?.type !== 'VariableDeclarator') return [];
  if (parent.id.type === 'ObjectPattern') {
    return parent.id.properties.flatMap((one) => (one.type === 'Property' ? [propertyName(context, one) ?? ''] : []));
  }
  return context.sourceCode.getDeclaredVariables(parent).flatMap(ofVariable);
}

/**
 * Whether a call begins a query of Supabase by the look of it, whatever the client is called: `x.from('a').select()`,
 * `x.rpc('a')`, `x.storage.from('a').upload()`. What begins with a name of the runtime or of a package (`Array.from`,
 * `Set.from`) does not.
 */
export function looksLikeQuery(context: Rule.RuleContext, call: CallExpression): boolean {
  const name = calledName(context, call);
  if (name !== 'from' && name !== 'rpc') return false;
  const origin = cameFrom(context, rootOf(context, call.callee));
  // What our own files export may be a client that got out; what a package exports is its own.
  const isOurs = origin?.kind === 'module' && isRelative(origin.source);
  if (origin?.kind === 'global' || (origin?.kind === 'module' && !isOurs)) return false;
  const member = calledMember(context, call);
  const holder = member === null ? null : unwrap(member.object);
  if (holder?.type === 'Identifier' && /^[A-Z]/.test(holder.name)) return false;
  if (name === 'rpc') return !isOurs && call.arguments.some((one) => staticString(context, one) !== null);
  const called = calledOn(context, call);
  const isStorage = holder !== null && cameFrom(context, holder)?.path.at(-1) === 'storage';
  const ofStorage = isStorage || (holder?.type === 'MemberExpression' && propertyName(context, holder) === 'storage');
  return called.some((method) => verbs.has(method) || (ofStorage && files.test(method)));
}
