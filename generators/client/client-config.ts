import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { commandFailure } from '../lib/command-error.ts';
import { formatTypeScript } from '../lib/format-typescript.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import type { PieceName } from '../pieces/piece-name.ts';
import { withConfig } from './with-config.ts';

const config = async (name: PieceName, layout: Layout): Promise<PlannedFile> => {
  const path = posix.join(layout.app, 'src/config/config.ts');
  const text = await readFile(join(layout.project, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw commandFailure(`${path} is missing.`, 'It puts the configuration together. Bring it back from git.');
  });
  return { path, content: await formatTypeScript(layout, path, withConfig(text, name)), kind: 'update' };
};

/** A variable that can be set is named in the example, once. */
const example = async ({ constant }: PieceName, layout: Layout): Promise<PlannedFile> => {
  const path = posix.join(layout.app, '.env.example');
  const text = await readFile(join(layout.project, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const isThere = new RegExp(`^${constant}_URL=`, 'm').test(text);
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return { path, content: isThere ? text : `${whole}${constant}_URL=https://api.example.com\n`, kind: 'update' };
};

/** Plans the variable of a client's address, in the configuration and in the example of the environment. @throws command failure where the configuration has another form. */
export const clientConfig = async (name: PieceName, layout: Layout): Promise<readonly PlannedFile[]> => [
  await config(name, layout),
  await example(name, layout),
];
