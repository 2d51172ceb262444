import type { Node } from 'estree';
import { lineOf } from '../callee.ts';
import type { Detector } from '../detector.ts';

const isIn = (node: Node, outer: Node): boolean =>
  outer.range !== undefined &&
  node.range !== undefined &&
  outer.range[0] < node.range[0] &&
  node.range[1] <= outer.range[1];

/** How types are named: `type` or `interface`. What adds to another module's interface has no choice. */
export const typeForm: Detector = {
  name: 'type-form',
  forms: ['type', 'interface'],
  looksAt: ({ folder }) => folder === 'src',
  detect({ nodes }) {
    const modules = nodes('TSModuleDeclaration');
    const own = (node: Node): boolean => !modules.some((one) => isIn(node, one));
    return [
      ...nodes('TSTypeAliasDeclaration').map((node) => ({ form: 'type', line: lineOf(node) })),
      ...nodes('TSInterfaceDeclaration')
        .filter(own)
        .map((node) => ({ form: 'interface', line: lineOf(node) })),
    ];
  },
};
