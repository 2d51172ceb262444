import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFailure } from './route-facts.ts';

const MAX_MESSAGE = 400;

const withoutScheme = (place: string): string => (place.startsWith('file:') ? fileURLToPath(place) : place);

function textOf(error: unknown): { readonly message: string; readonly stack: string; readonly cause: unknown } {
  if (!(error instanceof Error)) return { message: String(error), stack: '', cause: undefined };
  return { message: error.message, stack: error.stack ?? '', cause: error.cause };
}

/**
 * An error as one line of text, and the innermost place in the project that it names: the head of the stack has it for
 * code that cannot be parsed, the message for an import that leads nowhere. The entry's first line where there is none.
 */
export function locateError(error: unknown, root: string, entry: string): BuildFailure {
  const { message, stack, cause } = textOf(error);
  const places = [...`${stack}\n${textOf(cause).stack}`.matchAll(/((?:file:\/\/)?\/[^\s():]+):(\d+)/g)].map(
    ([, path = '', line = '1']) => ({ file: withoutScheme(path), line: Number(line) }),
  );
  const importer = /imported from (\S+)$/m.exec(message)?.[1];
  const candidates = [...places, ...(importer === undefined ? [] : [{ file: withoutScheme(importer), line: 1 }])];
  const own = candidates.find(({ file }) => file.startsWith(`${root}${sep}`) && !file.includes('node_modules'));
  const lines = message.split('\n').map((line) => line.trim());
  const text = lines.filter((line) => line !== '').join(' ');
  return { message: text.slice(0, MAX_MESSAGE), ...(own ?? { file: entry, line: 1 }) };
}
