import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { lockHolder } from './lock.ts';
import { paths } from './paths.ts';

const file = path.join(paths.dev, 'env.json');
const envSchema = z.record(z.string(), z.string());

/** Leaves the environment of what `npm run dev` runs, for the commands beside it; null takes it away. */
export async function leaveEnv(env: Record<string, string> | null): Promise<void> {
  if (env === null) return rm(file, { force: true });
  await mkdir(paths.dev, { recursive: true });
  await writeFile(file, JSON.stringify(env), { mode: 0o600 });
}

/**
 * Takes over the environment of what `npm run dev` runs here; with STACK=external, that of .env on top of the process' own.
 * @throws where nothing runs here
 */
export async function takeRunningEnv(): Promise<void> {
  if (process.env['STACK'] === 'external') {
    const dotenv = path.join(paths.root, '.env');
    if (existsSync(dotenv)) process.loadEnvFile(dotenv);
    return;
  }
  if ((await lockHolder(paths.devLock)) === null || !existsSync(file))
    throw new Error(
      'Nothing runs here. Start `npm run dev` in another terminal, or say where: STACK=external (see .env).',
    );
  Object.assign(process.env, envSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
}
