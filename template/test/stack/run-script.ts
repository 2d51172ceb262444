import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

type Options = { args?: readonly string[]; cwd?: string; env?: Record<string, string> };

/** Runs a TypeScript file in a Node of its own; `output` is all that it wrote so far. */
export function runScript(file: string, { args = [], cwd = process.cwd(), env = {} }: Options = {}) {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', REDIS_URL: '', PORT: '', STACK: '', ...env },
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => written.push(String(chunk)));
  const exited = once(child, 'close').then(([code]) => Number(code));
  const output = () => written.join('');

  /** Waits until the output has the text, at most 15 s. */
  async function says(text: string | RegExp): Promise<void> {
    const deadline = performance.now() + 15_000;
    const found = () => (typeof text === 'string' ? output().includes(text) : text.test(output()));
    while (!found()) {
      if (performance.now() > deadline) throw new Error(`no ${text} in the output:\n${output()}`);
      await sleep(25);
    }
  }

  /** Sends the signal to the script and all of its process group, as a terminal does. */
  function signal(name: NodeJS.Signals): void {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  }
  return { output, says, signal, exited, kill: () => child.kill('SIGKILL') };
}
