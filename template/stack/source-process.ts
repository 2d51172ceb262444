import path from 'node:path';
import { paths } from './paths.ts';
import { watchedProcess } from './watched-process.ts';

/** On a terminal, pino's JSON lines are made readable; a pipe gets them as they are. */
async function prettyPrinter() {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' });
}

/** Runs a file of src/ (`server.ts`) as it is. `stop` lets it finish what it is doing, for 30 s. */
export async function sourceProcess(file: string, env: Record<string, string>) {
  const readable = process.stdout.isTTY;
  const child = watchedProcess([process.execPath, path.join(paths.root, 'src', file)], {
    output: readable ? 'pipe' : 'inherit',
    patience: 30_000,
    cwd: paths.root,
    env: { ...process.env, ...env, NODE_COMPILE_CACHE: paths.compileCache },
  });
  if (child.stdout !== null) child.stdout.pipe(await prettyPrinter()).on('error', () => null);
  return child;
}
