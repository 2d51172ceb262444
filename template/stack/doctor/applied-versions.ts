import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Place } from './check-result.ts';

const DEADLINE_MS = 1800;

/**
 * The versions that a database of the embedded stack has applied; null where that could not be read in time. Read by a
 * process on a copy, since opening data writes to it, and what is late is killed.
 */
export const appliedVersions = async (
  { root, env }: Place,
  db: string,
  deadlineMs = DEADLINE_MS,
): Promise<readonly string[] | null> => {
  const script = path.join(import.meta.dirname, 'applied-versions.process.ts');
  const aside = await mkdtemp(path.join(root, '.stack', 'doctor-'));
  try {
    const { NODE_OPTIONS: _options, ...inherited } = env;
    const options = {
      cwd: root,
      env: { ...inherited, NODE_COMPILE_CACHE: path.join(root, '.stack/compile-cache') },
      timeout: deadlineMs,
      killSignal: 'SIGKILL' as const,
    };
    const { stdout } = await promisify(execFile)(process.execPath, [script, db, path.join(aside, 'db')], options);
    return JSON.parse(stdout) as string[];
  } catch {
    // Without packages, without a table, without time: what is applied is then not known, and nothing is wrong with that.
    return null;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
};
