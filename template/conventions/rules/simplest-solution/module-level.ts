import type { Rule, Scope } from 'eslint';
import type { Function as FunctionNode, Identifier, Node, VariableDeclarator } from 'estree';
import { findVariable, unwrap } from '../../ast/resolve.ts';

type Linked = Node & { readonly parent?: Linked | null };

/** How a detector tells what it found: the place, the kind of message, and what it saw. */
export type Report = (node: Node, messageId: string, evidence: string) => void;

/** The outermost function around a node, or null at the top of the module. */
export function outermostFunction(node: Node): FunctionNode | null {
  let found: FunctionNode | null = null;
  for (let at: Linked | null | undefined = node as Linked; at; at = at.parent) {
    if (/Function/.test(at.type)) found = at as unknown as FunctionNode;
  }
  return found;
}

/** The function around a node, or null at the top of the module. */
export function enclosingFunction(node: Node): FunctionNode | null {
  let at = (node as Linked).parent;
  while (at && !/Function/.test(at.type)) at = at.parent;
  return (at as unknown as FunctionNode | null | undefined) ?? null;
}

/** A name that is declared with a value, with all that refers to it. */
export type Declared = { readonly id: Identifier; readonly init: Node | null; readonly variable: Scope.Variable };

/** Reads a declarator of one plain name. */
export function declared(context: Rule.RuleContext, { id, init }: VariableDeclarator): Declared | null {
  if (id.type !== 'Identifier') return null;
  const variable = findVariable(context, id);
  return variable === null ? null : { id, init: init ? unwrap(init) : null, variable };
}

/** The uses of a name after its declaration, each with the node around it. */
export const usesOf = ({ variable }: Declared): { node: Node; parent: Node }[] =>
  variable.references.flatMap(({ identifier, init }) => {
    const parent = (identifier as unknown as Linked).parent;
    return init || !parent ? [] : [{ node: identifier as Node, parent }];
  });

/** The function that an expression is, or names in this file; null where it is none. */
export function functionOf(context: Rule.RuleContext, expression: Node): FunctionNode | null {
  const node = unwrap(expression);
  if (/Function/.test(node.type)) return node as FunctionNode;
  if (node.type !== 'Identifier') return null;
  const definition = findVariable(context, node)?.defs[0];
  if (definition?.type === 'FunctionName') return definition.node as FunctionNode;
  const init = definition?.type === 'Variable' ? definition.node.init : null;
  return init && /Function/.test(unwrap(init).type) ? (unwrap(init) as FunctionNode) : null;
}
