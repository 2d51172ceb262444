import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { z } from 'zod';
import { metrics } from '../clients/metrics.ts';
import { requestContext } from '../context/request-context.ts';
import { outboxAdminRepository } from '../repositories/outbox-admin.repository.ts';
import type { EventContext, OutboxEvent } from '../schemas/event.schema.ts';
import { appError } from '../utils/app-error.ts';
import { inTrace } from '../utils/in-trace.ts';
import { redact } from '../utils/redact.ts';
import { untilAborted } from '../utils/until-aborted.ts';
import { eventService } from './event.service.ts';

/** Events that are handled at the same time. */
const BATCH = 10;
const POLL_MS = 1000;
/** How long the database is left alone after it failed. */
const REST_MS = 5000;
/** The handlers of one event together. What is left of the lease is for saying what became of it. */
const DEADLINE_MS = 20_000;
const LEASE_SECONDS = 60;
const MAX_ATTEMPTS = 10;
const LONGEST_BACKOFF_MS = 300_000;
const KEPT_MS = 7 * 24 * 3_600_000;
const CLEAN_EVERY_MS = 3_600_000;
const MAX_ERROR = 2000;

type Relay = { readonly stopping: AbortController; readonly done: Promise<void> };

const state: { relay: Relay | null; cleanedAt: number } = { relay: null, cleanedAt: 0 };

const inTime = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** 1 s, 2 s, 4 s … 5 minutes. */
const backoff = (attempts: number): number => Math.min(1000 * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);

const textOf = (error: unknown): string =>
  redact(error instanceof Error ? error.message : String(error))
    .replaceAll('\0', '')
    .toWellFormed()
    .slice(0, MAX_ERROR);

const parsePayload = (schema: z.ZodType, payload: unknown): unknown => {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw appError.internal('invalid_payload', `The payload is not what src/events/ says: ${problems.join('; ')}.`);
};

type Progress = { readonly handled: readonly string[]; readonly error: string | null };

/** Calls the handlers that are not done yet, one after the other, until one fails. Never throws. */
const callHandlers = async (event: OutboxEvent, context: EventContext): Promise<Progress> => {
  const handled = [...event.handled];
  try {
    const { payload, handlers } = eventService.get(event.name);
    const parsed = parsePayload(payload, event.payload);
    for (const [name, handle] of Object.entries(handlers)) {
      if (handled.includes(name)) continue;
      await untilAborted(handle(parsed, context), context.signal);
      handled.push(name);
    }
    return { handled, error: null };
  } catch (err) {
    context.log.warn({ err, handled }, 'An event could not be handled; it is tried again later.');
    return { handled, error: textOf(err) };
  }
};

const deliver = async (event: OutboxEvent, log: FastifyBaseLogger): Promise<void> => {
  const { id, name, attempts, user_id: userId, request_id: requestId } = event;
  const own = log.child({ event: { id, name, attempts }, reqId: requestId, userId });
  const stop = new AbortController();
  // Made when it is late: an error, with its stack, for each event that goes well would be made for nothing.
  const timer = setTimeout(
    () => stop.abort(appError.timeout('handler_timeout', `It was not done after ${DEADLINE_MS / 1000} seconds.`)),
    DEADLINE_MS,
  );
  const { signal } = stop;
  const context = { eventId: id, userId, requestId, signal, log: own };
  const caller = userId === null ? null : { user: { id: userId, email: null }, accessToken: null };
  const data = { requestId: requestId ?? id, log: own, signal, caller };
  const measured = metrics.events.startTimer({ event: name });
  const { handled, error } = await inTrace(`deliver ${name}`, event.traceparent, () =>
    requestContext.run(data, () => callHandlers(event, context)),
  );
  clearTimeout(timer);
  measured({ outcome: error === null ? 'done' : 'failed' });
  const isDead = error !== null && attempts >= MAX_ATTEMPTS;
  if (isDead) own.error({ error }, 'An event is given up. It stays in app.outbox_events, with dead_at set.');
  const isOurs = await outboxAdminRepository.settle(event, {
    handled,
    delivered_at: error === null ? inTime(0) : null,
    last_error: error,
    locked_until: inTime(error === null ? 0 : backoff(attempts)),
    dead_at: isDead ? inTime(0) : null,
  });
  if (!isOurs) own.warn('The lease of an event was lost: it is delivered again.');
};

const clean = async (): Promise<void> => {
  if (Date.now() - state.cleanedAt < CLEAN_EVERY_MS) return;
  state.cleanedAt = Date.now();
  await outboxAdminRepository.deleteDelivered(inTime(-KEPT_MS));
};

/** One round. @returns how long to wait before the next */
const relayOnce = async (log: FastifyBaseLogger): Promise<number> => {
  try {
    await clean();
    const events = await outboxAdminRepository.claim(BATCH, LEASE_SECONDS, MAX_ATTEMPTS);
    const settled = await Promise.allSettled(events.map((event) => deliver(event, log)));
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return events.length > 0 ? 0 : POLL_MS;
  } catch (err) {
    log.warn({ err }, 'The relay of events cannot reach the database; trying again.');
    return REST_MS;
  }
};

const relayUntil = async (signal: AbortSignal, log: FastifyBaseLogger): Promise<void> => {
  while (!signal.aborted) {
    const pause = await relayOnce(log);
    // A stop ends the wait early, which is no error.
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
};

/**
 * Delivers what is in the outbox to the handlers of `src/events/`: at least once, those of one key in their order, again with
 * growing pauses where a handler throws, and after 10 attempts no more. Any number of processes may run one.
 */
export const relayService = {
  /** Begins in the background, with the events that `eventService.load` has read. */
  start(log: FastifyBaseLogger): void {
    if (state.relay !== null) return;
    const stopping = new AbortController();
    state.relay = { stopping, done: relayUntil(stopping.signal, log) };
  },

  /** Claims nothing more, and waits for what is being handled (20 seconds at most, and the time to write that down). */
  async stop(): Promise<void> {
    const { relay } = state;
    if (relay === null) return;
    relay.stopping.abort();
    await relay.done;
    state.relay = null;
  },
};
