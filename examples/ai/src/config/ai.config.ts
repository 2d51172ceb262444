import { z } from 'zod';

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== ''),
);
const micros = z.coerce
  .number()
  .min(0)
  .transform((dollars) => Math.round(dollars * 1_000_000));

const environment = z.object({
  /** US dollars that a user, and a tenant, may spend on a day (UTC). */
  AI_USER_DAILY_USD: micros.default(1_000_000),
  AI_TENANT_DAILY_USD: micros.default(20_000_000),
  /** Tokens of one call: what is sent at most, and what is answered at most, thoughts included. */
  AI_MAX_INPUT_TOKENS: z.coerce.number().int().positive().default(16_000),
  AI_MAX_OUTPUT_TOKENS: z.coerce.number().int().positive().default(1000),
  /** Tokens of a conversation that are sent along; what falls out is summed up. */
  AI_HISTORY_TOKENS: z.coerce.number().int().positive().default(4000),
  /** Seconds that an answer is remembered. */
  AI_CACHE_SECONDS: z.coerce.number().int().positive().default(86_400),
  /** How far apart two questions may be that have one answer (cosine distance); docs/examples/ai.md says how it was found. */
  AI_CACHE_DISTANCE: z.coerce.number().min(0).max(2).default(0.15),
  /** Hosts that a link in an answer may lead to, separated by commas. Empty: none. */
  AI_LINK_HOSTS: list.default([]),
  /** Milliseconds between two signs of life on a stream on which nothing else happens. */
  AI_HEARTBEAT_MS: z.coerce.number().int().positive().default(15_000),
});

const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));

/** What AI may cost, take and say. */
export const aiConfig = Object.freeze(environment.parse(present));
