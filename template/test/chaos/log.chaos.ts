import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { freePort } from '../../stack/free-port.ts';
import { until } from '../support/until.ts';
import { tell } from './support/tell.ts';

const main = path.join(import.meta.dirname, '../../src/server.ts');

/** An API that writes its log to `output`. */
async function startApi(output: number | 'pipe') {
  const port = String(await freePort(0));
  const env = { LOG_LEVEL: 'info', RATE_LIMIT_PER_MINUTE: '1000000', PORT: port };
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', output, 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning', ...env },
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  const ended = once(child, 'exit');
  const status = () =>
    fetch(`http://127.0.0.1:${port}/nowhere`, { signal: AbortSignal.timeout(10_000) }).then(
      (reply) => reply.status,
      () => 0,
    );
  await until(async () => ((await status()) === 404 ? true : null), 30_000);
  return { child, ended, status };
}

/** Each writes some 700 bytes of log: a megabyte in all, of which a pipe holds 64 KB. */
async function ask(status: () => Promise<number>) {
  const answers: number[] = [];
  for (const _ of Array(75).keys()) answers.push(...(await Promise.all(Array.from({ length: 20 }, () => status()))));
  const done = answers.filter((one) => one === 404).length;
  return { sent: answers.length, done, lost: answers.length - done };
}

describe('a log that cannot be written', () => {
  it('for a full disk, costs no request, and the API ends as it should', async () => {
    // Every write to it fails for want of space.
    const full = await open('/dev/full', 'w');
    const api = await startApi(full.fd);
    const account = await ask(api.status);
    tell('a full disk for the log', account);
    expect(account.lost).toBe(0);
    api.child.kill('SIGTERM');
    expect((await api.ended)[0]).toBe(0);
    await full.close();
  });

  it('for a reader that reads no more, costs no request', async () => {
    const api = await startApi('pipe');
    const account = await ask(api.status);
    tell('a log that nobody reads', account);
    expect(account.lost).toBe(0);
    api.child.kill('SIGKILL');
    await api.ended;
  });
});
