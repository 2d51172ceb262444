import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { runScript } from '../stack/run-script.ts';
import { admin } from '../support/admin.ts';
import { startUpstream } from '../support/start-upstream.ts';
import { until } from '../support/until.ts';

const script = join(import.meta.dirname, 'relay/relay.process.ts');
const outbox = () => admin().from('outbox_events');
const place = { dir: '', remove: async () => undefined as unknown };
const started: ReturnType<typeof runScript>[] = [];

type How = 'works' | 'hangs' | 'fails' | 'fails once';
type Whose = { userId: string | null; requestId: string | null };
type Call = Whose & { pid: number; id: string; n: number; eventId: string; context: Whose };

/** A relay in a process of its own. */
const startRelay = async (env: Record<string, string> = {}) => {
  // FIXTURE_EVENTS is where the handlers of `fixture.happened` tell what they do.
  const relay = runScript(script, { env: { FIXTURE_EVENTS: place.dir, ...env } });
  started.push(relay);
  await relay.says('started');
  return relay;
};

const stop = async (relay: ReturnType<typeof runScript>): Promise<void> => {
  relay.signal('SIGTERM');
  await relay.says('stopped');
  await relay.exited;
};

const lines = async (name: string): Promise<string[]> => {
  const text = await readFile(join(place.dir, name), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
};
const calls = async (): Promise<Call[]> => (await lines('calls.log')).map((line) => JSON.parse(line) as Call);

const fixture = (key: string, n: number, how: How = 'works') => ({
  name: 'fixture.happened',
  key,
  payload: { id: key, n, how },
});

/** Writes rows in their order and gives their ids. */
const write = async (rows: readonly Parameters<ReturnType<typeof outbox>['insert']>[0][]): Promise<string[]> => {
  const ids: string[] = [];
  for (const row of rows) ids.push((await outbox().insert(row).select('id').single().throwOnError()).data.id);
  return ids;
};

const read = async (ids: readonly string[]) =>
  (
    await outbox()
      .select()
      .in('id', [...ids])
      .order('position')
      .throwOnError()
  ).data;

/** Waits until each of them is delivered or dead. */
const settled = (ids: readonly string[]) =>
  until(async () => {
    const rows = await read(ids);
    return rows.every((row) => row.delivered_at !== null || row.dead_at !== null) ? rows : null;
  }, 30_000);

beforeAll(async () => Object.assign(place, await scratchDir()));
afterEach(async () => {
  for (const relay of started.splice(0)) {
    relay.kill();
    await relay.exited;
  }
  await outbox().delete().not('id', 'is', null).throwOnError();
});
afterAll(() => place.remove());

describe('the relay', () => {
  it('delivers each event of two relays at once, and its effect comes once', async () => {
    const relays = [await startRelay(), await startRelay()];
    const rows = Array.from({ length: 120 }, (_, n) => fixture(`two-${n}`, n));
    const { data } = await outbox().insert(rows).select('id').throwOnError();
    const ids = data.map(({ id }) => id);
    const done = await settled(ids);
    expect(done.filter((row) => row.delivered_at === null)).toEqual([]);
    const seen = (await calls()).filter(({ id }) => id.startsWith('two-'));
    expect(new Set(seen.map(({ eventId }) => eventId))).toEqual(new Set(ids));
    // Both had a part in it.
    expect(new Set(seen.map(({ pid }) => pid)).size).toBe(2);
    const effects = (await lines('effects.log')).map((line) => line.split(' ')[0] ?? '');
    expect(effects.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
    await Promise.all(relays.map(stop));
  });

  it('keeps the order of a key, retries included, and holds up no other key', async () => {
    const ids = await write([
      fixture('one', 1),
      fixture('one', 2, 'fails once'),
      fixture('one', 3),
      fixture('other', 4),
    ]);
    const relay = await startRelay();
    const done = await settled(ids);
    expect(done.map(({ attempts }) => attempts)).toEqual([1, 2, 1, 1]);
    const effects = (await lines('effects.log')).filter((line) => ids.some((id) => line.startsWith(id)));
    const order = effects.map((line) => Number(line.split(' ')[1]));
    expect(order.filter((n) => n < 4)).toEqual([1, 2, 3]);
    expect(order.indexOf(4)).toBeLessThan(order.indexOf(2));
    // A handler that was done is not called again for another that was not.
    expect((await calls()).filter(({ id, n }) => id === 'one' && n === 2)).toHaveLength(1);
    await stop(relay);
  });

  it('delivers again what a killed relay had done and not yet noted', async () => {
    const userId = crypto.randomUUID();
    const [id = ''] = await write([{ ...fixture('killed', 1, 'hangs'), user_id: userId, request_id: 'req-7' }]);
    const first = await startRelay();
    await until(async () => ((await lines('effects.log')).some((line) => line.startsWith(id)) ? true : null));
    first.kill();
    await first.exited;
    expect(await read([id])).toMatchObject([{ delivered_at: null, attempts: 1 }]);

    const second = await startRelay();
    // The lease of the dead one still runs; here it has run out.
    await outbox().update({ locked_until: '2026-01-01T00:00:00Z' }).eq('id', id).throwOnError();
    expect(await settled([id])).toMatchObject([{ attempts: 2, dead_at: null }]);
    const seen = (await calls()).filter(({ eventId }) => eventId === id);
    expect(seen).toMatchObject([
      { userId, requestId: 'req-7', context: { userId, requestId: 'req-7' } },
      { userId, requestId: 'req-7', context: { userId, requestId: 'req-7' } },
    ]);
    expect((await lines('effects.log')).filter((line) => line.startsWith(id))).toHaveLength(1);
    await stop(second);
  });

  it('waits longer after each failure, and says what failed', async () => {
    const [id = ''] = await write([{ ...fixture('waits', 1, 'fails'), attempts: 3 }]);
    const relay = await startRelay();
    const row = await until(async () => (await read([id])).find(({ last_error }) => last_error !== null) ?? null);
    expect(row).toMatchObject({ attempts: 4, handled: ['note'], last_error: 'It fails as it was told to: 1.' });
    const pause = Date.parse(row.locked_until) - Date.now();
    expect(pause).toBeGreaterThan(4000);
    expect(pause).toBeLessThanOrEqual(8000);
    await stop(relay);
  });

  it('gives up after ten attempts, keeps what it gave up, and goes on with the key', async () => {
    const bad = { id: 'x', n: 'no number', how: 'works' };
    const ids = await write([
      { ...fixture('dead', 1, 'fails'), attempts: 9 },
      fixture('dead', 2),
      { name: 'nothing.known', key: null, payload: {}, attempts: 9 },
      { ...fixture('odd', 3), payload: bad, attempts: 9 },
      // Claimed ten times by processes that ended each time.
      { ...fixture('deadly', 4), attempts: 10 },
    ]);
    const relay = await startRelay();
    const [failing, next, unknown, odd, deadly] = await settled(ids);
    expect(failing).toMatchObject({ delivered_at: null, last_error: 'It fails as it was told to: 1.', attempts: 10 });
    expect(next).toMatchObject({ dead_at: null, last_error: null });
    expect(unknown).toMatchObject({ last_error: 'There is no event nothing.known in src/events/.' });
    expect(odd?.last_error).toMatch(/^The payload is not what src\/events\/ says: n: /);
    expect(deadly?.last_error).toMatch(/ended each time before it was done/);
    for (const row of [failing, unknown, odd, deadly]) expect(row?.dead_at).not.toBeNull();
    await until(() => (relay.output().includes('given up') ? true : null));
    await stop(relay);
  });

  it('ends by SIGTERM with what it has begun, and begins nothing more', async () => {
    const [id = ''] = await write([fixture('last', 1)]);
    const relay = await startRelay();
    await until(async () => ((await calls()).some(({ eventId }) => eventId === id) ? true : null));
    await stop(relay);
    expect((await read([id]))[0]?.delivered_at).not.toBeNull();
    const [later = ''] = await write([fixture('later', 2)]);
    expect(await relay.exited).toBe(0);
    expect(await read([later])).toMatchObject([{ attempts: 0 }]);
  });

  it('takes a handler that hangs for one that failed, and does not let it hold up the end', async () => {
    const [id = ''] = await write([fixture('hangs', 1, 'hangs')]);
    const relay = await startRelay();
    await until(async () => ((await lines('effects.log')).some((line) => line.startsWith(id)) ? true : null));
    relay.signal('SIGTERM');
    await until(() => (relay.output().includes('stopped') ? true : null), 30_000);
    const failed = { attempts: 1, delivered_at: null, dead_at: null, last_error: 'It was not done after 20 seconds.' };
    expect(await read([id])).toMatchObject([failed]);
  });

  it('goes on by itself when the database was away', async () => {
    const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
    try {
      upstream.behaviour.mode = 'cut';
      const relay = await startRelay({ SUPABASE_URL: upstream.url });
      const ids = await write([fixture('away', 1)]);
      await relay.says('cannot reach the database');
      upstream.behaviour.mode = 'pass';
      expect(await settled(ids)).toMatchObject([{ dead_at: null, attempts: 1 }]);
      await stop(relay);
    } finally {
      await upstream.stop();
    }
  });

  it('deletes what was delivered a week ago, and nothing else', async () => {
    const old = new Date(Date.now() - 8 * 24 * 3_600_000).toISOString();
    const rows = [
      { ...fixture('old', 1), delivered_at: old },
      { ...fixture('old', 2), dead_at: old },
      { ...fixture('old', 3), delivered_at: new Date().toISOString() },
    ];
    const ids = await write(rows);
    const relay = await startRelay();
    const left = await until(async () => {
      const found = await read(ids);
      return found.length < 3 ? found : null;
    });
    expect(left.map(({ id }) => id)).toEqual(ids.slice(1));
    await stop(relay);
  });
});
