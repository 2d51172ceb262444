import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { broken, type Check, ok, warning } from './check-result.ts';
import { readConfig } from './read-config.ts';

/** What `npm run dev` reads of a .env, and what the stack's own scripts do. */
const OF_THE_STACK = ['PORT', 'SUPABASE_PORT', 'REDIS_PORT', 'STACK'];

const readEnv = async (file: string): Promise<Readonly<Record<string, string>> | null> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  return Object.fromEntries(Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']));
};

/** The .env that `npm start` reads: whether the configuration takes it, and how it differs from .env.example. No value is shown. */
export const environmentCheck: Check = {
  name: 'environment',
  look: async ({ root, env }) => {
    const own = await readEnv(path.join(root, '.env'));
    if (own === null) return ok('there is no .env; `npm run dev` and `npm test` set what they need');
    const example = Object.keys((await readEnv(path.join(root, '.env.example'))) ?? {});
    const names = Object.keys(own);
    if (names.every((name) => OF_THE_STACK.includes(name))) return ok('.env names ports alone');
    const { problem, known } = await readConfig({ root, env }, own);
    if (problem !== null)
      return broken(
        `.env is not what the configuration takes.\n${problem}`,
        'Mend .env; .env.example shows each variable.',
      );
    const unknown = names.filter((name) => ![...known, ...example, ...OF_THE_STACK].includes(name));
    const missing = example.filter((name) => !names.includes(name));
    if (unknown.length === 0 && missing.length === 0) return ok('.env has what .env.example names, and is taken');
    const said = [
      unknown.length === 0 ? '' : `Nothing reads ${unknown.join(', ')}.`,
      missing.length === 0 ? '' : `.env leaves out ${missing.join(', ')}, which .env.example has.`,
    ];
    return warning(said.filter((part) => part !== '').join(' '), 'Compare .env with .env.example.');
  },
};
