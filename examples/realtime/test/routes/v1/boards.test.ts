import { describe, expect, it } from '@jest/globals';
import { measurement, windowStart } from '../../support/measurements.ts';
import { startTestApp } from '../../support/start-test-app.ts';
import type { TestUser } from '../../support/test-user.ts';

const test = startTestApp();
const board = { name: 'Pumps', window_seconds: 10, lateness_seconds: 30 };

const post = (user: TestUser, id: string, measurements: readonly object[]) =>
  user.api('POST', `/v1/boards/${id}/measurements`, { measurements });
const windows = async (user: TestUser, id: string) =>
  (await user.api('GET', `/v1/boards/${id}/windows?sort=starts_at`)).body.data;

describe('measurements', () => {
  it('are summed up in windows of the time at which they were measured, exactly', async () => {
    const user = await test.newUser();
    const id = await user.create('/v1/boards', board);
    const start = windowStart();
    const values = [
      measurement('0.1', 0, start),
      measurement('0.2', 9.999, start),
      measurement('12345678901234567890.5', 10, start),
    ];
    expect((await post(user, id, values)).body.data).toEqual({ accepted: 3, duplicates: 0, late: 0 });
    expect(await windows(user, id)).toMatchObject([
      { readings: 2, sum: '0.3', min: '0.1', max: '0.2', mean: '0.1500000000', version: 1 },
      { readings: 1, sum: '12345678901234567890.5', version: 1 },
    ]);
  });

  it('count once, however often and beside whatever else they are sent', async () => {
    const user = await test.newUser();
    const id = await user.create('/v1/boards', board);
    const start = windowStart();
    const [one, two] = [measurement('1', 0, start), measurement('2', 1, start)];
    await post(user, id, [one, one]);
    expect((await post(user, id, [one, two])).body.data).toEqual({ accepted: 1, duplicates: 1, late: 0 });
    expect((await post(user, id, [one, two])).body.data).toEqual({ accepted: 0, duplicates: 2, late: 0 });
    expect(await windows(user, id)).toMatchObject([{ readings: 2, sum: '3', version: 2 }]);
  });

  it('correct their window while they are late within what is allowed, and are counted beyond', async () => {
    const user = await test.newUser();
    const id = await user.create('/v1/boards', board);
    const start = windowStart();
    await post(user, id, [measurement('1', 0, start)]);
    // The watermark is at 39 s: the window that ended at 10 s is open until 40 s.
    await post(user, id, [measurement('1', 39, start)]);
    expect((await post(user, id, [measurement('5', 3, start)])).body.data).toMatchObject({ accepted: 1, late: 0 });
    await post(user, id, [measurement('1', 40, start)]);
    const late = measurement('7', 4, start);
    expect((await post(user, id, [late])).body.data).toEqual({ accepted: 0, duplicates: 0, late: 1 });
    expect((await post(user, id, [late])).body.data).toEqual({ accepted: 0, duplicates: 1, late: 0 });
    expect((await windows(user, id))[0]).toMatchObject({ readings: 2, sum: '6', version: 2 });
    expect((await user.api('GET', `/v1/boards/${id}`)).body.data).toMatchObject({ late_count: '1' });
  });

  it('are judged by what was known before their batch, in whatever order it is', async () => {
    const user = await test.newUser();
    const id = await user.create('/v1/boards', board);
    const start = windowStart();
    const batch = [measurement('2', 100, start), measurement('1', 0, start)];
    expect((await post(user, id, batch)).body.data).toMatchObject({ accepted: 2, late: 0 });
  });

  it('come from many producers at once, and none is lost or counted twice', async () => {
    const user = await test.newUser();
    const id = await user.create('/v1/boards', { ...board, lateness_seconds: 3600 });
    const start = windowStart();
    const all = Array.from({ length: 120 }, (_, index) => measurement(String(index), index % 60, start));
    // Each is sent by two of six producers.
    const batches = Array.from({ length: 6 }, (_, index) => all.filter((_one, at) => at % 3 === index % 3));
    await Promise.all(batches.map((batch) => post(user, id, batch)));
    const found = await windows(user, id);
    expect(found).toHaveLength(6);
    expect(found.reduce((sum: number, { readings }: { readings: number }) => sum + readings, 0)).toBe(120);
    expect(found.reduce((sum: number, one: { sum: string }) => sum + Number(one.sum), 0)).toBe(7140);
  });

  it.each([
    ['of the future', { measured_at: new Date(Date.now() + 120_000).toISOString() }, 422, 'measured_in_future'],
    ['that is no number', { value: 'NaN' }, 400, 'validation_failed'],
    ['with a number that JSON would round', { value: 0.1 }, 400, 'validation_failed'],
    ['without an id of its own', { id: 'one' }, 400, 'validation_failed'],
    ['of more than was asked for', { late: false }, 400, 'validation_failed'],
  ])('refuse one %s', async (_what, part, status, code) => {
    const user = await test.newUser();
    const id = await user.create('/v1/boards', board);
    const reply = await post(user, id, [{ ...measurement('1'), ...part }]);
    expect(reply).toMatchObject({ status, body: { error: { code } } });
    expect(await windows(user, id)).toEqual([]);
  });

  it('refuse a batch of none, and of more than 500', async () => {
    const user = await test.newUser();
    const id = await user.create('/v1/boards', board);
    expect((await post(user, id, [])).status).toBe(400);
    expect(
      (
        await post(
          user,
          id,
          Array.from({ length: 501 }, () => measurement('1')),
        )
      ).status,
    ).toBe(400);
  });
});

describe('boards', () => {
  it('are read by their owner, and by all where they are shared; written by their owner alone', async () => {
    const [owner, other] = [await test.newUser(), await test.newUser()];
    const [own, shared] = [
      await owner.create('/v1/boards', board),
      await owner.create('/v1/boards', { ...board, name: `Shared ${owner.id}`, shared: true }),
    ];
    await post(owner, shared, [measurement('1')]);
    expect((await other.api('GET', `/v1/boards/${own}`)).status).toBe(404);
    expect((await other.api('GET', `/v1/boards/${own}/windows`)).status).toBe(404);
    expect((await other.api('GET', `/v1/boards?q=${owner.id}`)).body.data).toMatchObject([{ id: shared }]);
    expect(await windows(other, shared)).toHaveLength(1);
    for (const id of [own, shared]) {
      expect(await post(other, id, [measurement('1')])).toMatchObject({
        status: 404,
        body: { error: { code: 'board_not_found' } },
      });
      expect((await other.api('DELETE', `/v1/boards/${id}`)).status).toBe(404);
    }
    expect((await owner.api('DELETE', `/v1/boards/${own}`)).status).toBe(204);
  });

  it('keep to one way of writing, past the API as well', async () => {
    const [owner, other] = [await test.newUser(), await test.newUser()];
    const id = await owner.create('/v1/boards', { ...board, shared: true });
    await post(owner, id, [measurement('1')]);
    const refused = [401, 403];
    for (const { rest } of [owner, other, test.anonymous]) {
      expect(refused).toContain((await rest('PATCH', `/boards?id=eq.${id}`, { late_count: 0 })).status);
      expect(refused).toContain((await rest('PATCH', `/board_windows?board_id=eq.${id}`, { sum: 9 })).status);
      expect(refused).toContain((await rest('DELETE', `/board_windows?board_id=eq.${id}`)).status);
      expect(refused).toContain((await rest('GET', `/measurements?board_id=eq.${id}`)).status);
    }
    const ingest = { board: id, batch: [measurement('1')] };
    expect((await other.rest('POST', '/rpc/ingest_measurements', ingest)).body).toBeNull();
    expect(refused).toContain((await test.anonymous.rest('POST', '/rpc/ingest_measurements', ingest)).status);
    const ahead = [{ ...measurement('1'), measured_at: '2999-01-01T00:00:00Z' }];
    expect((await owner.rest('POST', '/rpc/ingest_measurements', { board: id, batch: ahead })).status).not.toBe(200);
    const many = Array.from({ length: 501 }, () => measurement('1'));
    expect((await owner.rest('POST', '/rpc/ingest_measurements', { board: id, batch: many })).status).not.toBe(200);
    expect(await windows(owner, id)).toMatchObject([{ readings: 1 }]);
  });
});
