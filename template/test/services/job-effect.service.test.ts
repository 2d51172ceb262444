import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { jobEffectService } from '../../src/services/job-effect.service.ts';
import { admin } from '../support/admin.ts';
import { restOf } from '../support/test-user.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();

describe('once', () => {
  it('does what was finished no second time, and what was not again with the same key', async () => {
    const key = randomUUID();
    const keys: string[] = [];
    const effect = async (given: string): Promise<void> => {
      keys.push(given);
      if (keys.length === 1) throw new Error('cut off');
    };
    await expect(jobEffectService.once(key, effect)).rejects.toThrow('cut off');
    await jobEffectService.once(key, effect);
    await jobEffectService.once(key, effect);
    expect(keys).toEqual([key, key]);
  });

  it('is forgotten after 60 days', async () => {
    const [old, recent] = [randomUUID(), randomUUID()];
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const rows = [
      { key: old, created_at: daysAgo(61) },
      { key: recent, created_at: daysAgo(59) },
    ];
    await admin().from('job_effects').insert(rows);
    await jobEffectService.forgetOld();
    const { data } = await admin().from('job_effects').select('key').in('key', [old, recent]);
    expect(data).toEqual([{ key: recent }]);
  });
});

describe('app.first_time', () => {
  it('is true once, of all who ask at the same time', async () => {
    const effect = randomUUID();
    const asked = await Promise.all(Array.from({ length: 10 }, () => admin().rpc('first_time', { effect })));
    expect(asked.map(({ data }) => data).filter((first) => first === true)).toHaveLength(1);
  });

  it('is not for users, nor is its table', async () => {
    const user = await test.newUser();
    for (const rest of [user.rest, restOf(null)]) {
      const rpc = await rest('POST', '/rpc/first_time', { effect: 'x' });
      const read = await rest('GET', '/job_effects');
      const write = await rest('POST', '/job_effects', { key: 'x' });
      expect([rpc.status, read.status, write.status].every((status) => [401, 403, 404].includes(status))).toBe(true);
    }
  });
});
