import { spawn } from 'node:child_process';
import { join } from 'node:path';

const kit = join(import.meta.dirname, '../../..');
const HALF_AN_HOUR = 1_800_000;

/** Runs a script in the project that examples compose to. @returns whether it went well within half an hour. */
export const exampleRun = (
  examples: string,
  script: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const args = [join(kit, 'generators/project/example.ts'), examples, ...script];
    const options = { cwd: kit, stdio: 'inherit', timeout: HALF_AN_HOUR, env: { ...process.env, ...env } } as const;
    const child = spawn(process.execPath, args, options);
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
