import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { queue } from '../../src/clients/queue.ts';
import { deadLetterService } from '../../src/services/dead-letter.service.ts';
import { defineJob } from '../../src/utils/define-job.ts';
import { startTestWorker } from '../support/start-test-worker.ts';
import { until } from '../support/until.ts';
import { runScript } from './run-script.ts';

const state = { isBroken: true };
const fragileJob = defineJob({
  name: 'fragile',
  payload: z.strictObject({}),
  attempts: 1,
  async run() {
    if (state.isBroken) throw new Error('broken, password=hunter2');
  },
});
const worker = startTestWorker(fragileJob);

const file = path.join(import.meta.dirname, '../../stack/jobs.ts');
const jobs = async (...args: string[]) => {
  const script = runScript(file, { args, env: { STACK: 'external', REDIS_URL: process.env['REDIS_URL'] ?? '' } });
  return { code: await script.exited, output: script.output() };
};

describe('npm run jobs', () => {
  it('lists the dead letters without their secrets, and runs them again', async () => {
    expect(await jobs('dead')).toEqual({ code: 0, output: 'No job was given up.\n' });
    state.isBroken = true;
    const userId = randomUUID();
    for (const id of [userId, randomUUID(), randomUUID()])
      expect(await worker.run({}, id)).toMatchObject({ state: 'failed' });
    expect(JSON.parse((await jobs('--json')).output)).toMatchObject({ waiting: 0, active: 0, dead: 3 });
    const { dead } = JSON.parse((await jobs('dead', '--json')).output);
    expect(dead).toHaveLength(3);
    expect(dead.at(-1)).toMatchObject({
      name: 'fragile',
      attempts: 1,
      user_id: userId,
      request_id: `request-of-${userId}`,
    });
    const { output } = await jobs('dead');
    expect(output).toContain(`${dead.at(-1).id}  `);
    expect(output).toContain('fragile  after 1 attempts: broken, password=[redacted]');
    expect(output).not.toContain('hunter2');

    state.isBroken = false;
    const left = async () => (await deadLetterService.list(10)).length;
    expect(await jobs('retry', dead.at(-1).id)).toEqual({ code: 0, output: 'Runs again: 1 job.\n' });
    await until(async () => ((await left()) === 2 ? true : null));
    expect(await jobs('retry', '--all')).toEqual({ code: 0, output: 'Runs again: 2 jobs.\n' });
    await until(async () => ((await left()) === 0 ? true : null));
    const done = () => queue.use(({ jobs: all }) => all.getCompletedCount());
    await until(async () => ((await done()) === 3 ? true : null));
    expect(await jobs('retry', dead.at(-1).id)).toEqual({ code: 1, output: 'There is no such dead job.\n' });
  });

  it.each([[['what']], [['retry']], [['retry', 'x', '--all']], [['dead', 'x']], [['dead', '--al']]])(
    'ends with 2 for %j',
    async (args) => {
      const { code, output } = await jobs(...args);
      expect({ code, output }).toEqual({
        code: 2,
        output: expect.stringMatching(/npm run jobs -- dead|Unknown option/),
      });
    },
  );

  it('says so where there is nothing to ask', async () => {
    const away = runScript(file, { env: { STACK: 'external', REDIS_URL: 'redis://127.0.0.1:1' } });
    expect(await away.exited).toBe(1);
    expect(away.output()).toBe('This needs Redis, which does not answer. Try again shortly.\n');
  });
});
