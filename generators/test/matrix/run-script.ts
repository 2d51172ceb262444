import { spawn } from 'node:child_process';

type Options = {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
};

const LAST_LINES = 60;

/**
 * Runs a script of bash to its end, ten minutes at most, and returns what it wrote on stdout.
 * @throws with its last lines where it fails.
 */
export const runScript = (script: string, { cwd, env = process.env, timeoutMs = 600_000 }: Options): Promise<string> =>
  new Promise((resolve, reject) => {
    const { NODE_OPTIONS: _, CI: _coverage, ...inherited } = env;
    const args = ['-euo', 'pipefail', '-c', script];
    const child = spawn('bash', args, { cwd, env: inherited, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), timeoutMs);
    const text = { stdout: '', all: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        if (name === 'stdout') text.stdout += chunk;
        text.all += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(text.stdout);
      const last = text.all.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
      reject(new Error(`\`${script}\` ended with ${code ?? signal}:\n${last}`));
    });
  });
