import type { Node } from 'estree';
import { lineOf } from '../callee.ts';
import type { Detector } from '../detector.ts';

const RELATIVE = 'relative, with the ending';
const forms = [RELATIVE, 'relative, without the ending', 'alias'];

// Packages are imported by their names, so only what surely is a file of ours counts.
const formOf = (source: string): string | null => {
  if (/^\.{1,2}(?:\/|$)/.test(source))
    return /\.(?:[cm]?[jt]sx?|json)$/.test(source) ? RELATIVE : 'relative, without the ending';
  return /^(?:@\/|[~#/]|src\/|file:)/.test(source) ? 'alias' : null;
};

/** How a file names another one of ours: by a relative path with its ending, without, or by an alias. */
export const importForm: Detector = {
  name: 'import-form',
  forms,
  looksAt: () => true,
  detect({ nodes }) {
    const declarations = [
      ...nodes('ImportDeclaration'),
      ...nodes('ExportNamedDeclaration'),
      ...nodes('ExportAllDeclaration'),
      ...nodes('ImportExpression'),
    ];
    return declarations.flatMap((node) => {
      const source: Node | null | undefined = node.source;
      const form = source?.type === 'Literal' && typeof source.value === 'string' ? formOf(source.value) : null;
      return form === null ? [] : [{ form, line: lineOf(node) }];
    });
  },
};
