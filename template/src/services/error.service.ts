import type { FastifyBaseLogger } from 'fastify';
import { requestContext } from '../context/request-context.ts';
import { errorRepository } from '../repositories/error.repository.ts';
import type { ErrorLog } from '../schemas/error-log.schema.ts';
import type { AppError } from '../utils/app-error.ts';
import { redact } from '../utils/redact.ts';

/** Entries kept while the database is away; beyond it the oldest go. */
const CAPACITY = 1000;
const FLUSH_EVERY_MS = 1000;
const FLUSH_DEADLINE_MS = 3000;
const MAX_STACK = 4000;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

type Where = { readonly requestId: string; readonly method: string; readonly route: string };

const waiting = new Map<string, ErrorLog>();
const state: {
  timer: NodeJS.Timeout | null;
  log: FastifyBaseLogger | null;
  flushing: Promise<void> | null;
  lost: number;
} = {
  timer: null,
  log: null,
  flushing: null,
  lost: 0,
};

/** The stack, and what caused the error: that is where the database's own words are. */
const describe = (thrown: unknown, depth = 0): string => {
  if (!(thrown instanceof Error)) return isObject(thrown) ? JSON.stringify(thrown) : String(thrown);
  const own = thrown.stack ?? thrown.message;
  const { cause } = thrown;
  return cause === undefined || cause === null || depth > 3 ? own : `${own}\nCaused by: ${describe(cause, depth + 1)}`;
};

// One character that Postgres cannot store would keep all that waits with it from being written.
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

const stackOf = (thrown: unknown): string => {
  try {
    return storable(redact(describe(thrown)).slice(0, MAX_STACK));
  } catch {
    return 'What was thrown cannot be written down.';
  }
};

const add = (key: string, entry: ErrorLog): void => {
  const before = waiting.get(key);
  waiting.set(
    key,
    before === undefined ? entry : { ...before, count: before.count + entry.count, last_at: entry.last_at },
  );
  const oldest = waiting.size > CAPACITY ? waiting.keys().next().value : undefined;
  if (oldest === undefined) return;
  waiting.delete(oldest);
  state.lost += 1;
};

const flushOnce = async (): Promise<void> => {
  const batch = [...waiting];
  if (batch.length === 0) return;
  waiting.clear();
  try {
    await errorRepository.add(
      batch.map(([, entry]) => entry),
      AbortSignal.timeout(FLUSH_DEADLINE_MS),
    );
    if (state.lost > 0)
      state.log?.warn({ lost: state.lost }, 'Errors were not kept: too many came while the database was away.');
    state.lost = 0;
  } catch (err) {
    const newer = [...waiting];
    waiting.clear();
    for (const [key, entry] of [...batch, ...newer]) add(key, entry);
    state.log?.warn(
      { err, waiting: waiting.size },
      'Errors could not be written to the database; they wait and are in this log.',
    );
  }
};

/**
 * Keeps errors in `app.error_logs`. A reply never waits for it: entries gather in memory and are written every second.
 * Server errors are kept one by one, client errors are counted by route, code and minute, so that a flood of 404s is no
 * flood of writes.
 */
export const errorService = {
  record(error: AppError, thrown: unknown, { requestId, method, route }: Where): void {
    const now = new Date().toISOString();
    // What is refused for too much load comes in floods as well.
    const isOurs = error.statusCode >= 500 && error.code !== 'overloaded';
    const minute = isOurs ? null : `${now.slice(0, 16)}:00Z`;
    const id = isOurs ? crypto.randomUUID() : null;
    add(id ?? [minute, method, route, error.code].join(' '), {
      id,
      minute,
      method,
      route,
      code: error.code,
      message: storable(error.message),
      status_code: error.statusCode,
      request_id: requestId,
      user_id: requestContext.userId(),
      stack: isOurs ? stackOf(thrown) : null,
      count: 1,
      first_at: now,
      last_at: now,
    });
  },

  /** Writes what waits. Never throws: what cannot be written stays in memory, and is in the log anyhow. */
  async flush(): Promise<void> {
    state.flushing ??= flushOnce().finally(() => {
      state.flushing = null;
    });
    await state.flushing;
  },

  start(log: FastifyBaseLogger): void {
    state.log = log;
    state.timer ??= setInterval(() => void errorService.flush(), FLUSH_EVERY_MS).unref();
  },

  async stop(): Promise<void> {
    if (state.timer !== null) clearInterval(state.timer);
    state.timer = null;
    await errorService.flush();
    // What came while that was under way.
    await errorService.flush();
  },
};
