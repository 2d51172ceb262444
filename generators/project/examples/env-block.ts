const marks = (example: string) => [
  `# >>> example ${example}: docs/examples/${example}.md`,
  `# <<< example ${example}`,
];

/** The keys that the lines of an environment file set. */
export const envKeys = (text: string): string[] => [...text.matchAll(/^([A-Za-z_]\w*)=/gm)].map(([, key = '']) => key);

/** An example's lines of `.env.example`, between marks by which they are found again. */
export const envBlock = (example: string, lines: string): string => {
  const [first, last] = marks(example);
  return `${first}\n${lines.trim()}\n${last}\n`;
};

/** An environment file with a block at its end. */
export const withEnvBlock = (text: string, block: string): string =>
  text.trim() === '' ? block : `${text.trimEnd()}\n\n${block}`;

/** An environment file without a block; null where the block is not in it as it was laid. */
export const withoutEnvBlock = (text: string, block: string): string | null => {
  if (!text.includes(block)) return null;
  const [before = '', after = ''] = text.split(block);
  return after.trim() === '' ? `${before.trimEnd()}\n` : `${before.trimEnd()}\n\n${after.trimStart()}`;
};

/** The block of an example in an environment file; null where there is none. */
export const findEnvBlock = (text: string, example: string): string | null => {
  const [first = '', last = ''] = marks(example);
  const [start, end] = [text.indexOf(`${first}\n`), text.indexOf(`${last}\n`)];
  return start < 0 || end < start ? null : text.slice(start, end + last.length + 1);
};
