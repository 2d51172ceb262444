import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { commandFailure } from '../lib/command-error.ts';
import { inSchemaOrder } from '../lib/in-schema-order.ts';
import type { Layout } from '../lib/project-layout.ts';

/** The types of the schema, as `npm run db:types` wrote them. @throws command failure where the file is missing. */
export const readDatabaseTypes = async (layout: Layout): Promise<{ path: string; content: string }> => {
  const path = posix.join(layout.app, 'src/types/database.types.ts');
  const content = await readFile(join(layout.project, path), 'utf8').catch(() => {
    throw commandFailure(`${path} is missing.`, 'Write it with `npm run db:types`, and run the command again.');
  });
  return { path, content };
};

/** A part of the types as `npm run db:types` writes it, under its name. */
type Block = { readonly name: string; readonly block: string };

const withBlock = (content: string, section: string, { name, block }: Block): string => {
  const heading = `\n    ${section}: {\n`;
  const start = content.indexOf(heading);
  const end = content.indexOf('\n    };\n', start);
  if (start < 0 || end < 0) {
    throw commandFailure(
      'src/types/database.types.ts is not in the form that `npm run db:types` writes.',
      'Write it anew with `npm run db:types`, and run the command again.',
    );
  }
  const head = content.slice(0, start + heading.length);
  const body = content.slice(head.length, end + 1);
  const blocks = body.split(/(?=^ {6}\w+: \{)/m).filter((text) => /^ {6}\w+: \{/m.test(text));
  const nameOf = (text: string): string => /^ {6}(\w+): \{/m.exec(text)?.[1] ?? '';
  const others = blocks.filter((text) => nameOf(text) !== name);
  const sorted = [...others, block].sort((a, b) => inSchemaOrder(nameOf(a), nameOf(b)));
  return head + sorted.join('') + content.slice(end + 1);
};

/**
 * Puts tables and functions where `npm run db:types` would write them, so that a generated resource is typed before a database
 * has run its migration. @throws command failure where the file has another form.
 */
export const withTypes = (content: string, tables: readonly Block[], functions: readonly Block[]): string => {
  const typed = tables.reduce((text, block) => withBlock(text, 'Tables', block), content);
  return functions.reduce((text, block) => withBlock(text, 'Functions', block), typed);
};
