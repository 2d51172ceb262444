import type { Rule } from 'eslint';
import type { Identifier, Node } from 'estree';
import { constantOf, findVariable, propertyName, unwrap } from './resolve.ts';

type Owner = Node & { readonly params?: readonly Node[] };

/** Whether a chain of calls begins with Fastify's reply: `reply`, the second parameter of a handler, or a constant that is one. */
export function isReply(context: Rule.RuleContext, expression: Node, depth = 0): boolean {
  const node = unwrap(expression);
  const follow = (next: Node): boolean => depth < 30 && isReply(context, next, depth + 1);
  if (node.type === 'CallExpression') return follow(node.callee);
  if (node.type === 'MemberExpression') return follow(node.object);
  if (node.type === 'AwaitExpression') return follow(node.argument);
  if (node.type !== 'Identifier') return false;
  const constant = constantOf(context, node);
  if (constant !== null) return follow(constant);
  const definition = findVariable(context, node)?.defs[0];
  if (definition?.type !== 'Parameter') return false;
  const { params = [] } = definition.node as Owner;
  const name = definition.name as Identifier & { typeAnnotation?: Node };
  if (/^(?:reply|rep|res)$/.test(node.name)) return true;
  const annotation = name.typeAnnotation ? context.sourceCode.getText(name.typeAnnotation) : '';
  if (annotation !== '') return /\bFastifyReply\b/.test(annotation);
  const [request] = params;
  return params[1] === (name as Node) && (request?.type !== 'Identifier' || /^_*(?:request|req|_)$/.test(request.name));
}

/** The keys of an object literal, or of the constant that holds one; null where it is none. */
export function keysOf(context: Rule.RuleContext, expression: Node | null | undefined): readonly string[] | null {
  if (!expression) return null;
  const node = unwrap(expression);
  const literal = node.type === 'Identifier' ? unwrap(constantOf(context, node) ?? node) : node;
  if (literal.type !== 'ObjectExpression') return null;
  return literal.properties.map((one) => (one.type === 'Property' ? (propertyName(context, one) ?? '?') : '...'));
}
