import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { constantOf, propertyName, unwrap } from './resolve.ts';

/**
 * What an expression surely holds, as it is written in this file: follows constants, `Object.freeze`, and the keys of
 * object and array literals. A key that is known only at run time may be any: hence a list. Null where it is not sure.
 */
export function literalOf(context: Rule.RuleContext, expression: Node, depth = 0): Node[] | null {
  const node = unwrap(expression);
  const follow = (inner: Node): Node[] | null => (depth > 20 ? null : literalOf(context, inner, depth + 1));
  if (node.type === 'Identifier') {
    const constant = constantOf(context, node);
    return constant === null ? null : (follow(constant) ?? [constant]);
  }
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    const [argument] = node.arguments;
    return propertyName(context, node.callee) === 'freeze' && argument ? follow(argument) : null;
  }
  if (node.type === 'ObjectExpression' || node.type === 'ArrayExpression') return [node];
  if (node.type !== 'MemberExpression') return null;
  const key = propertyName(context, node);
  const held = (follow(node.object) ?? []).flatMap((holder) => {
    if (holder.type === 'ArrayExpression') return holder.elements.filter((one) => one !== null);
    if (holder.type !== 'ObjectExpression') return [];
    return holder.properties.flatMap((one) =>
      one.type === 'Property' && (key === null || propertyName(context, one) === key) ? [one.value as Node] : [],
    );
  });
  return held.length === 0 ? null : held;
}
