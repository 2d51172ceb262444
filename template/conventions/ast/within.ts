import type { Rule } from 'eslint';
import type { Node } from 'estree';

/** The nodes below a node, in their order, itself first; what `skip` names is left out with all below it. */
export function within(context: Rule.RuleContext, node: Node, skip: (inner: Node) => boolean = () => false): Node[] {
  const keys = context.sourceCode.visitorKeys[node.type] ?? [];
  const children = keys.flatMap((key) => (node as unknown as Record<string, Node | (Node | null)[] | null>)[key] ?? []);
  const kept = children.filter((child) => child !== null && !skip(child)) as Node[];
  return [node, ...kept.flatMap((child) => within(context, child, skip))];
}
