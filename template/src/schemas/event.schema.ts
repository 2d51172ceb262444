import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';

/**
 * The payload of each event by its name. Empty here: each file in `events/` adds its own, so that names and payloads are
 * typed and nothing is registered by hand.
 */
// pattern: types -- only an interface can be added to from elsewhere
export interface EventPayloads {}

export type EventName = keyof EventPayloads & string;

/** What a handler knows beside the payload. There is no token: it reads and writes through admin repositories, as the user's. */
export type EventContext = {
  /** The same each time that this event is delivered: what was done for it is not done again. */
  readonly eventId: string;
  /** Who did it, or whose row it is; null where nobody was signed in. */
  readonly userId: string | null;
  /** Of the request in which it happened; null outside of one. */
  readonly requestId: string | null;
  /** Aborted when the time of this delivery is up. */
  readonly signal: AbortSignal;
  readonly log: FastifyBaseLogger;
};

/** An event and what is done when it has happened: `export const invoicePaidEvent = { … } satisfies AppEvent<'invoice.paid'>`. */
export type AppEvent<Name extends EventName> = {
  /** `invoice.paid`: words in snake_case, apart by dots, the last of them in the past. */
  readonly name: Name;
  /** A tolerant one (`z.object`): events outlive the code that wrote them. */
  readonly payload: z.ZodType<EventPayloads[Name]>;
  /** The field of the payload that says what it is about: events of one key are handled in their order. Null: in any. */
  readonly key: (keyof EventPayloads[Name] & string) | null;
  /**
   * Each is called at least once, and again where it threw or its process ended: it must be idempotent (see `eventId`). Its
   * name is remembered when it is done, so a renamed one is another.
   */
  readonly handlers: Readonly<Record<string, (payload: EventPayloads[Name], context: EventContext) => Promise<void>>>;
};

type Handler = (payload: unknown, context: EventContext) => Promise<void>;

/** What a file in `events/` exports, as it is found there. */
export const loadedEventSchema = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z\d_]*(\.[a-z][a-z\d_]*)+$/, 'words in snake_case, apart by dots')
    .max(100),
  payload: z.instanceof(z.ZodType),
  key: z.string().nullable(),
  handlers: z.record(
    z.string().min(1),
    z.custom<Handler>((value) => typeof value === 'function', 'must be a function'),
  ),
});

export type LoadedEvent = z.infer<typeof loadedEventSchema>;

/** A row of `app.outbox_events`, as far as a relay is concerned. */
export const outboxEventSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  payload: z.unknown(),
  user_id: z.uuid().nullable(),
  request_id: z.string().nullable(),
  /** Of the trace in which it happened. */
  traceparent: z.string().nullable(),
  attempts: z.int(),
  handled: z.array(z.string()),
});

export type OutboxEvent = z.infer<typeof outboxEventSchema>;
