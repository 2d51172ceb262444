/** What a test imports of a file: its name there, and the import's clause. */
type Exported = { readonly subject: string; readonly clause: string };

const camel = (words: string): string => words.replace(/[-./](\w)/g, (_match, letter: string) => letter.toUpperCase());

/**
 * The value that a file exports: the one that carries the file's name, else the first, else the default. Null where there is none.
 * `file` is the path below `src/` without its ending.
 */
export const exportOf = (text: string, file: string): Exported | null => {
  const names = [...text.matchAll(/^export (?:async )?(?:const|function) (\w+)/gm)].map(([, name = '']) => name);
  const own = camel(file.split('/').at(-1) ?? '');
  const named = names.includes(own) ? own : (names[0] ?? null);
  if (named !== null) return { subject: named, clause: `{ ${named} }` };
  if (!/^export default /m.test(text)) return null;
  const subject = `${own.replace(/(?:Route|Job)$/, '')}${/routes\//.test(file) ? 'Route' : 'Plugin'}`;
  return { subject, clause: subject };
};
