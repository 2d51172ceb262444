import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { requestContext } from '../../src/context/request-context.ts';
import { eventService } from '../../src/services/event.service.ts';
import { admin } from '../support/admin.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();
const fixtures = join(import.meta.dirname, 'relay/events');
const payload = (id: string) => ({ id, n: 1, how: 'works' }) as const;
const rows = async (key: string) => (await admin().from('outbox_events').select().eq('key', key).throwOnError()).data;

describe('eventService', () => {
  it('writes an event for the relay, with its key, for whom and in which request', async () => {
    await eventService.load(fixtures);
    const user = await test.newUser();
    const caller = { user: { id: user.id, email: null }, accessToken: user.token };
    const data = { requestId: 'req-9', log: test.app().log, signal: AbortSignal.timeout(5000), caller };
    const more = { ...payload('emitted'), extra: 'left out' };
    await requestContext.run(data, () => eventService.emit('fixture.happened', more));
    expect(await rows('emitted')).toMatchObject([
      { name: 'fixture.happened', user_id: user.id, request_id: 'req-9', attempts: 0, delivered_at: null },
    ]);
    expect((await rows('emitted'))[0]?.payload).toEqual(payload('emitted'));
  });

  it('writes one of nobody outside of a request', async () => {
    await eventService.load(fixtures);
    await eventService.emit('fixture.happened', payload('nobody'));
    expect(await rows('nobody')).toMatchObject([{ user_id: null, request_id: null }]);
  });

  it('refuses what its types refuse: another name, another payload', async () => {
    await eventService.load(fixtures);
    // @ts-expect-error -- there is no event of this name
    await expect(eventService.emit('fixture.hapened', payload('typo'))).rejects.toMatchObject({
      code: 'unknown_event',
    });
    // @ts-expect-error -- `n` is a number
    await expect(eventService.emit('fixture.happened', { ...payload('typo'), n: '1' })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    // What a type cannot say, the schema does.
    await expect(eventService.emit('fixture.happened', payload('x'.repeat(101)))).rejects.toMatchObject({
      code: 'validation_failed',
    });
    expect(await rows('typo')).toEqual([]);
  });

  it('keeps the outbox from users, whatever they call', async () => {
    await eventService.load(fixtures);
    await eventService.emit('fixture.happened', payload('secret'));
    const [row] = await rows('secret');
    const user = await test.newUser();
    const event = { name: 'fixture.happened', key: 'secret', payload: {} };
    for (const { rest } of [user, test.anonymous]) {
      const replies = [
        await rest('GET', '/outbox_events'),
        await rest('POST', '/outbox_events', event),
        await rest('PATCH', `/outbox_events?id=eq.${row?.id}`, { delivered_at: '2026-01-01T00:00:00Z' }),
        await rest('DELETE', `/outbox_events?id=eq.${row?.id}`),
        await rest('POST', '/rpc/claim_outbox_events', { batch: 10, lease_seconds: 60, max_attempts: 10 }),
      ];
      for (const reply of replies) expect(reply.body).toMatchObject({ code: '42501' });
    }
    expect((await user.rest('POST', '/rpc/emit_row_event', {})).status).toBeGreaterThanOrEqual(400);
    expect(await rows('secret')).toEqual([row]);
  });
});

describe('loading events', () => {
  const scratch = { remove: async () => undefined as unknown };
  afterEach(() => scratch.remove());

  /** A folder with these files. */
  const folder = async (files: Readonly<Record<string, string>>): Promise<string> => {
    const { dir, remove } = await scratchDir();
    Object.assign(scratch, { remove });
    for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
    return dir;
  };
  const source = (name: string) => `
    import { z } from 'zod';
    export const anEvent = { name: '${name}', payload: z.object({}), key: null, handlers: {} };
  `;

  it('finds what the folder holds, and takes a folder that is not there for an empty one', async () => {
    await eventService.load(await folder({ 'a-b.event.ts': source('a.b'), 'notes.md': '# no event' }));
    expect(eventService.get('a.b')).toMatchObject({ name: 'a.b', key: null });
    await eventService.load('/no/such/folder');
    expect(() => eventService.get('a.b')).toThrow('There is no event a.b');
  });

  it.each([
    [
      'what is no event',
      { 'a.event.ts': 'export const anEvent = { name: "a.b" };' },
      /a\.event\.ts is no event \(payload/,
    ],
    ['a name of another form', { 'a.event.ts': source('Order Paid') }, /is no event \(name: words in snake_case/],
    [
      'two of one name',
      { 'a.event.ts': source('a.b'), 'b.event.ts': source('a.b') },
      /Two files in .* are the event a\.b/,
    ],
  ])('refuses %s, and says where', async (_what, files, message) => {
    await expect(eventService.load(await folder(files))).rejects.toThrow(message);
  });
});
