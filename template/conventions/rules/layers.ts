import type { Rule } from 'eslint';
import { onEveryImport } from '../ast/on-every-import.ts';
import { isRelative, resolveImport } from '../ast/resolve-import.ts';
import { folders, layers as table } from '../layers.ts';
import { locate, mayImport, rowOf } from '../locate.ts';

/** Imports go one way: the table in `layers.ts` says which folder may import which. */
export const layers: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      layer:
        '`src/{{from}}` may not import `src/{{to}}`. PATTERNS.md › Layers: imports go one way, from routes over services to repositories, so that each layer can be read, tested and replaced alone. It may import: {{allowed}}. Move the code into the layer that owns it, or go through one of these.',
      outside:
        '`src` may not import what lies outside of it ({{to}}). PATTERNS.md › Layers: `src` is built and deployed alone, so this file is not there at run time. Move what you need into `src`.',
      folder:
        '`{{from}}` may not import `{{to}}`. PATTERNS.md › Layers: in the kit these folders do not stand where they stand in a project, and each is used alone. Move what both need into `{{from}}`.',
      unknown:
        '`src/{{from}}` is no layer. PATTERNS.md › Layers: the folder tells what a file is for and what it may import. Move the file into one of: {{allowed}}; or name the new layer in `conventions/layers.ts`.',
    },
  },
  create(context) {
    const from = locate(context.filename);
    const inSource = from.folder === 'src';
    const row = rowOf(table, from.layer);
    const list = (names: readonly string[]): string => names.join(', ') || 'nothing of the app';
    return {
      Program(node) {
        if (!inSource || row !== null) return;
        context.report({
          node,
          loc: { line: 1, column: 0 },
          messageId: 'unknown',
          data: { from: from.layer, allowed: list(Object.keys(table)) },
        });
      },
      ...onEveryImport(context, ({ source, node }) => {
        if (!isRelative(source)) return;
        const to = locate(resolveImport(context.filename, source));
        const report = (messageId: string, data: Record<string, string>): void =>
          context.report({ node, messageId, data });
        if (inSource && to.root !== from.root) return report('outside', { to: source });
        if (inSource && row !== null && !mayImport(from, to)) {
          return report('layer', { from: from.layer, to: to.layer, allowed: list(row) });
        }
        const allowed = rowOf(folders, from.folder);
        if (allowed === null || to.folder === '' || allowed.includes(to.folder)) return;
        report('folder', { from: from.folder, to: to.folder });
      }),
    };
  },
};
