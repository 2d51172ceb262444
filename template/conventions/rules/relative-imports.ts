import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import type { Rule } from 'eslint';
import { onEveryImport } from '../ast/on-every-import.ts';
import { isRelative, resolveImport } from '../ast/resolve-import.ts';
import { folders, layers } from '../layers.ts';

const ownFolders = new Set(['src', 'test', ...Object.keys(folders), ...Object.keys(layers)]);
const packageName = /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*(?:\/|$)/i;

// A package of the same name as one of our folders (`config`) is a package; a path below it (`config/x.ts`) is ours.
function isPackage(source: string): boolean {
  const [first = '', ...rest] = source.split('/');
  if (isBuiltin(source)) return true;
  if (!packageName.test(source) || /\.[cm]?tsx?$/.test(source)) return false;
  return !(rest.length > 0 && ownFolders.has(first)) && first !== 'src';
}

/** Own files are named by a path from the file that imports them, which ends as the file does. */
export const relativeImports: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      alias:
        "'{{source}}' is an alias, a URL or an absolute path. PATTERNS.md › Relative imports: Node runs the sources as they are, and a path that begins with a dot means the same in every tool. Write the path from this file (`../services/invoice.service.ts`).",
      ending:
        "'{{source}}' does not end as the file does. PATTERNS.md › Relative imports: Node runs the sources as they are and guesses no endings. Write the file's full name, which ends in `.ts`.",
      modules:
        "'{{source}}' reaches into node_modules by a path. PATTERNS.md › Relative imports: npm may put a package elsewhere. Import the package by its name.",
    },
  },
  create: (context) =>
    onEveryImport(context, ({ source, node }) => {
      const report = (messageId: string): void => context.report({ node, messageId, data: { source } });
      if (!isRelative(source)) return isPackage(source) ? undefined : report('alias');
      const path = resolveImport(context.filename, source);
      if (/[\\/]node_modules[\\/]/.test(path)) return report('modules');
      if (/\.(?:[cm]?tsx?|json)$/.test(path)) return;
      // Configuration files are JavaScript. TypeScript would also accept the `.js` of a file that is really a `.ts`; Node would not.
      if (!/\.[cm]?js$/.test(path) || !existsSync(path)) report('ending');
    }),
};
