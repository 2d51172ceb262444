import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { until } from './until.ts';

const source = path.join(import.meta.dirname, '../../src');
const fixtures = path.join(import.meta.dirname, '../jobs/fixtures');

/** A copy of src/ whose jobs are those of test/jobs/fixtures, for workers of `startWorker`. */
export async function copySource() {
  const { dir, remove } = await scratchDir();
  const jobs = path.join(dir, 'src/jobs');
  await cp(source, path.join(dir, 'src'), { recursive: true, filter: (file) => !file.startsWith(`${source}/jobs`) });
  await mkdir(jobs);
  for (const name of await readdir(fixtures)) {
    const text = await readFile(path.join(fixtures, name), 'utf8');
    await writeFile(path.join(jobs, name), text.replaceAll('../../../src/', '../'));
  }
  return { dir, jobs, remove };
}

/** Runs the worker of the copy, until it ends or `patience` milliseconds have passed; `ready` when it has said so. */
export async function startWorker(dir: string, env: Readonly<Record<string, string>> = {}, patience = 30_000) {
  const child = spawn(process.execPath, [path.join(dir, 'src/worker.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      LOG_LEVEL: 'info',
      WORKER_LOCK_MS: '1000',
      ...env,
    },
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => written.push(String(chunk)));
  const output = (): string => written.join('');
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output: output() }));
  const ready = (): Promise<true> => until(() => (output().includes('The worker is ready.') ? true : null), 20_000);
  return { pid: child.pid, output, ready, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}
