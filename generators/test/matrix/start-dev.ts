import { spawn } from 'node:child_process';

const PATIENCE_MS = 90_000;

export type Dev = {
  readonly api: string;
  readonly supabase: string;
  readonly key: string;
  /** Presses Ctrl-C and waits until all of it has ended. */
  readonly stop: () => Promise<void>;
};

/** Runs `npm run dev` in a project, on any free ports, until it says that it is ready. @throws with its output otherwise. */
export const startDev = (cwd: string): Promise<Dev> =>
  new Promise((resolve, reject) => {
    const { NODE_OPTIONS: _, CI: _coverage, ...env } = process.env;
    const child = spawn('npm', ['run', 'dev'], {
      cwd,
      // Every call comes from this address.
      env: { ...env, RATE_LIMIT_PER_MINUTE: '1000000' },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = new Promise<void>((done) => void child.once('close', () => done()));
    const kill = (signal: NodeJS.Signals): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
    };
    const stop = async (): Promise<void> => {
      kill('SIGINT');
      const force = setTimeout(() => kill('SIGKILL'), 20_000);
      await closed;
      clearTimeout(force);
    };
    const output: string[] = [];
    const give = (why: string): void => {
      void stop().then(() => reject(new Error(`\`npm run dev\` ${why}:\n${output.join('')}`)));
    };
    const timer = setTimeout(() => give('was not ready in time'), PATIENCE_MS);
    child.once('close', () => {
      clearTimeout(timer);
      reject(new Error(`\`npm run dev\` ended:\n${output.join('')}`));
    });
    const read = (chunk: Buffer): void => {
      output.push(chunk.toString());
      const text = output.join('');
      if (!text.includes('Ctrl-C stops everything')) return;
      clearTimeout(timer);
      const [, supabase = '', key = ''] = /Supabase +(http:\S+) +key (\S+)/.exec(text) ?? [];
      resolve({ api: /API +(http:\S+)/.exec(text)?.[1] ?? '', supabase, key, stop });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
