import { z } from 'zod';
import { commaList } from '../utils/comma-list.ts';

/** The API process: where it listens, what it accepts, how long it may take. */
export const serverConfig = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Browser origins that may call the API, separated by commas. Empty: none. */
  CORS_ORIGINS: commaList.default([]),
  /** Addresses or CIDRs of the proxies in front, separated by commas. Never "all": a caller could then choose its address. */
  TRUSTED_PROXIES: commaList.default([]),
  /** Bytes of a request body. */
  BODY_LIMIT: z.coerce.number().int().positive().default(1_048_576),
  /** Milliseconds that a request may take until it is answered with 503 (408 where it is still arriving) and its work is cancelled. */
  REQUEST_TIMEOUT_MS: z.coerce.number().int().positive().default(15_000),
  /** Requests an address may make in a minute. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(300),
  /** Requests a user may make in a minute, from all of their addresses. */
  RATE_LIMIT_PER_USER_PER_MINUTE: z.coerce.number().int().positive().default(600),
  /**
   * Requests that are answered at the same time; beyond it they are refused with 503. Under too much load each takes about this number
   * divided by what the instance does in a second.
   */
  MAX_REQUESTS_IN_FLIGHT: z.coerce.number().int().positive().default(250),
  /** Event-loop delay in milliseconds above which requests are refused with 503. */
  MAX_EVENT_LOOP_DELAY_MS: z.coerce.number().int().positive().default(1000),
  /** Milliseconds between "not ready" and the close of the socket, so that a load balancer can look away. */
  SHUTDOWN_DELAY_MS: z.coerce.number().int().min(0).default(0),
  /** Milliseconds after which a shutdown is forced. */
  SHUTDOWN_TIMEOUT_MS: z.coerce.number().int().positive().default(30_000),
});
