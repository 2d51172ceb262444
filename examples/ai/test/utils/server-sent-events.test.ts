import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { type ServerSentEvent, serverSentEvents } from '../../src/utils/server-sent-events.ts';

const token = (data: string, id: string | null = null): ServerSentEvent => ({ event: 'token', data, id });
const asEvent = (thrown: unknown): ServerSentEvent => ({ event: 'error', data: String(thrown), id: null });
const open = (produce: Parameters<typeof serverSentEvents>[0], heartbeatMs = 60_000) =>
  serverSentEvents(produce, { heartbeatMs, asEvent });

describe('serverSentEvents', () => {
  it('writes events as a browser reads them, and what is thrown as the last one', async () => {
    const stream = open(async (emit) => {
      await emit(token('a\nb', '7'));
      throw new Error('no more');
    });
    expect(await text(stream)).toBe('id: 7\nevent: token\ndata: "a\\nb"\n\nevent: error\ndata: "Error: no more"\n\n');
  });

  it('shows that it lives while nothing happens, and no longer than it does', async () => {
    const stream = open(async () => sleep(130), 20);
    const beats = (await text(stream)).split('\n\n').filter((part) => part === ': still here').length;
    expect(beats).toBeGreaterThan(1);
    expect(beats).toBeLessThan(8);
  });

  it('waits for a reader that is slow, and no more for one that has left', async () => {
    const seen = { emitted: 0, ended: false };
    const stream = open(async (emit) => {
      for (const part of Array.from({ length: 100 }, () => 'x'.repeat(10_000))) {
        await emit(token(part));
        seen.emitted += 1;
      }
      seen.ended = true;
    });
    await sleep(50);
    // What the stream holds for its reader, of a megabyte.
    expect(seen.emitted).toBeLessThan(20);
    stream.destroy();
    await sleep(50);
    expect(seen).toEqual({ emitted: 100, ended: true });
  });
});
