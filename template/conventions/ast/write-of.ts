import type { MemberExpression, Node } from 'estree';
import { unwrap } from './resolve.ts';

type Linked = Node & { readonly parent?: Linked };

/** How a member is written to, in words for a message; null where it is only read. */
export function writeOf(node: MemberExpression): string | null {
  let self: Linked = node;
  while (self.parent !== undefined && unwrap(self.parent) === node) self = self.parent;
  const { parent } = self;
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.left === self ? 'This assignment' : null;
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.left === self ? 'This loop' : null;
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return 'This assignment';
    case 'UnaryExpression':
      return parent.operator === 'delete' ? '`delete`' : null;
    case 'Property':
      return parent.parent?.type === 'ObjectPattern' && parent.value === self ? 'This assignment' : null;
    default:
      return null;
  }
}
