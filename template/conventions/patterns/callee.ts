import type { Node } from 'estree';
import { unwrap } from '../ast/resolve.ts';

/** The names in a chain of members and calls, from the left: of `request.log?.info(…)`, `request`, `log`, `info`. */
export function chain(expression: Node): string[] {
  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'ThisExpression':
      return ['this'];
    case 'CallExpression':
      return chain(node.callee);
    case 'AwaitExpression':
      return chain(node.argument);
    case 'MemberExpression': {
      const { property, computed } = node;
      const name =
        property.type === 'Literal'
          ? String(property.value)
          : property.type === 'Identifier' && !computed
            ? property.name
            : '';
      return [...chain(node.object), name];
    }
    default:
      return [''];
  }
}

/** The line that a node begins on. */
export const lineOf = (node: Node): number => node.loc?.start.line ?? 1;
