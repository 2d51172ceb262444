import type { Rule } from 'eslint';
import type { Function as FunctionNode, Identifier, Node } from 'estree';
import { findVariable, isGlobal, propertyName, unwrap } from './resolve.ts';

/** What is thrown and is not of `appError`: `database` where it is the `error` of a reply of a library. */
export type Foreign = { readonly node: Node; readonly kind: 'thrown' | 'database' };

const functions = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;
const literals = /^(?:Literal|TemplateLiteral|ObjectExpression|ArrayExpression)$/;

/** Finds out whether an expression surely is an error that `appError` has not made. What cannot be followed is not. */
export function createThrownFinder(context: Rule.RuleContext) {
  type Follow = (node: Node | null | undefined) => Foreign | null;

  // `const { data, error } = await query`: the error of a library's reply.
  const isReplyError = (name: Identifier, pattern: Node, init: Node | null | undefined): boolean => {
    if (!init || pattern.type !== 'ObjectPattern' || !/^(?:AwaitExpression|CallExpression)$/.test(unwrap(init).type))
      return false;
    return pattern.properties.some(
      (one) =>
        one.type === 'Property' &&
        propertyName(context, one) === 'error' &&
        one.value.type === 'Identifier' &&
        one.value.name === name.name,
    );
  };

  function ofName(name: Identifier, follow: Follow): Foreign | null {
    const definition = findVariable(context, name)?.defs[0];
    if (definition?.type !== 'Variable') return null;
    const { id, init } = definition.node;
    if (id.type === 'Identifier') return follow(init);
    return isReplyError(name, id, init) ? { node: name, kind: 'database' } : null;
  }

  function ofFunction({ body }: FunctionNode, follow: Follow): Foreign | null {
    if (body.type !== 'BlockStatement') return follow(body);
    const returned = body.body.flatMap((one) => (one.type === 'ReturnStatement' ? [follow(one.argument)] : []));
    return returned.find((one) => one !== null) ?? null;
  }

  function ofCall(call: Node & { callee: Node; arguments: Node[] }, follow: Follow): Foreign | null {
    const callee = unwrap(call.callee);
    const foreign: Foreign = { node: call, kind: 'thrown' };
    if (callee.type === 'MemberExpression') {
      const owner = unwrap(callee.object);
      const name = propertyName(context, callee) ?? '';
      const isObject = owner.type === 'Identifier' && owner.name === 'Object';
      if (isObject && /^(?:assign|freeze|seal|definePropert(?:y|ies))$/.test(name)) return follow(call.arguments[0]);
      if (name === 'httpErrors' || (owner.type === 'MemberExpression' && propertyName(context, owner) === 'httpErrors'))
        return foreign;
      return null;
    }
    if (functions.test(callee.type)) return follow(callee);
    if (callee.type !== 'Identifier') return null;
    const variable = findVariable(context, callee);
    // `Error('…')` makes one without `new`.
    if (isGlobal(variable)) return /Error$/.test(callee.name) ? foreign : null;
    const definition = variable?.defs[0];
    if (definition?.type === 'FunctionName') return follow(definition.node);
    return definition?.type === 'Variable' && definition.node.init && functions.test(definition.node.init.type)
      ? follow(definition.node.init)
      : null;
  }

  return function isForeign(expression: Node): Foreign | null {
    const visit = (one: Node, depth: number): Foreign | null => {
      const follow: Follow = (next) => (!next || depth > 20 ? null : visit(next, depth + 1));
      const node = unwrap(one);
      // The rule `no-throw-literal` reports a literal that is thrown as such.
      if (literals.test(node.type)) return depth === 0 ? null : { node, kind: 'thrown' };
      switch (node.type) {
        case 'NewExpression':
          return { node, kind: 'thrown' };
        case 'Identifier':
          return ofName(node, follow);
        case 'MemberExpression':
          return propertyName(context, node) === 'error' ? { node, kind: 'database' } : null;
        case 'CallExpression':
          return ofCall(node, follow);
        case 'AwaitExpression':
          return follow(node.argument);
        case 'ConditionalExpression':
          return follow(node.consequent) ?? follow(node.alternate);
        case 'LogicalExpression':
          return follow(node.left) ?? follow(node.right);
        case 'AssignmentExpression':
          return follow(node.right);
        case 'SequenceExpression':
          return follow(node.expressions.at(-1));
        case 'ArrowFunctionExpression':
        case 'FunctionExpression':
        case 'FunctionDeclaration':
          return ofFunction(node, follow);
        default:
          return null;
      }
    };
    return visit(expression, 0);
  };
}
