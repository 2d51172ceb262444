import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { requestContext } from '../../../../src/context/request-context.ts';
import type { AppEvent } from '../../../../src/schemas/event.schema.ts';

declare module '../../../../src/schemas/event.schema.ts' {
  interface EventPayloads {
    'fixture.happened': z.infer<typeof payload>;
  }
}

const payload = z.object({
  id: z.string().max(100),
  n: z.int(),
  /** What the handler does with it. */
  how: z.enum(['works', 'hangs', 'fails', 'fails once']),
});

const folder = (): string => process.env['FIXTURE_EVENTS'] ?? '';

/** False where this was done before: a file can be made once. */
const isFirst = (name: string): Promise<boolean> =>
  writeFile(join(folder(), name), '', { flag: 'wx' }).then(
    () => true,
    () => false,
  );

/** Tells in files what it was called with. */
export const fixtureHappenedEvent = {
  name: 'fixture.happened',
  payload,
  key: 'id',
  handlers: {
    async note({ id, n }, { eventId, userId, requestId }) {
      const context = { userId: requestContext.userId(), requestId: requestContext.requestId() };
      const line = { pid: process.pid, id, n, eventId, userId, requestId, context };
      await appendFile(join(folder(), 'calls.log'), `${JSON.stringify(line)}\n`);
    },
    async act({ n, how }, { eventId }) {
      const first = await isFirst(`tried-${eventId}`);
      if (how === 'fails' || (how === 'fails once' && first)) throw new Error(`It fails as it was told to: ${n}.`);
      // The effect, once for each event however often it is delivered.
      if (await isFirst(`done-${eventId}`)) await appendFile(join(folder(), 'effects.log'), `${eventId} ${n}\n`);
      if (how === 'hangs' && first) await wait(60_000);
      await wait(20);
    },
  },
} satisfies AppEvent<'fixture.happened'>;
