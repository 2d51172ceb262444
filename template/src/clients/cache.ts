import { createHash, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { requestContext } from '../context/request-context.ts';
import { untilAborted } from '../utils/until-aborted.ts';
import { metrics } from './metrics.ts';
import { redis } from './redis.ts';

/** How long Redis is left alone after it failed, so that a Redis that hangs does not hold up every request. */
const REDIS_REST_MS = 5000;
const LONGEST_TTL_SECONDS = 86_400;
/** What is larger is not kept. */
const MAX_CHARACTERS = 262_144;
/** Tags whose invalidation waits for Redis; beyond it the oldest go, and what has them ends with its time to live. */
const MOST_WAITING = 10_000;

/** A tag that all entries have. */
const EVERYTHING = '*';

/** Whose the value is: of the user whose request or job it is, of a tenant whose member they were found to be, or everyone's. */
export type CacheOwner = 'caller' | 'shared' | { readonly tenant: string };

type Entry<S extends z.ZodType> = {
  /** What is kept, for the metrics as well: `exchange-rates`. */
  readonly name: string;
  readonly owner: CacheOwner;
  /** Which one of these. */
  readonly key: string;
  /** What is kept is JSON, and is read by this: what no longer fits is loaded anew. */
  readonly schema: S;
  /** A day at most. Up to a tenth is left off at random, so that what was kept at once does not end at once. */
  readonly ttl_seconds: number;
  /** What it was made of: `invalidate` drops what has a tag, of the same owner. */
  readonly tags: readonly string[];
};

type Versions = readonly (string | null)[];

type Flight = { readonly value: Promise<unknown>; readonly signal: AbortSignal | undefined };

const kept = z.tuple([z.array(z.string().nullable()), z.unknown()]);
/** Loads under way: whoever wants the same meanwhile waits for it. */
const flights = new Map<string, Flight>();
const waiting = new Set<string>();
const state = { awayUntil: 0 };

/** All keys of an owner are in one slot of a cluster. */
const ownerKey = (owner: CacheOwner | { readonly user: string }): string => {
  if (owner === 'shared') return 'cache:{shared}';
  const [kind, id] =
    owner === 'caller'
      ? ['user', requestContext.userId()]
      : 'user' in owner
        ? ['user', owner.user]
        : ['tenant', owner.tenant];
  if (id === null) throw new Error("There is no caller whose value it could be: what is everyone's is `shared`.");
  if (!/^[\w-]+$/.test(id)) throw new Error('The owner of a cached value is named by their id.');
  return `cache:{${kind}:${id}}`;
};
// A key may be what a caller has sent: of any length, and of any characters.
const valueKey = (owner: string, name: string, key: string): string =>
  `${owner}:value:${name}:${createHash('sha256').update(key).digest('base64url')}`;
const tagKey = (owner: string, tag: string): string => `${owner}:tag:${tag}`;

/** What Redis says; null where there is none, or none that answers. The client has it in the log. */
const ask = async <T>(question: (client: Redis) => Promise<T>): Promise<T | null> => {
  if (redis?.status !== 'ready' || Date.now() < state.awayUntil) return null;
  return question(redis).catch(() => {
    state.awayUntil = Date.now() + REDIS_REST_MS;
    return null;
  });
};

/** A tag's version is a name of its own each time, which no entry has yet; it outlives all entries that could know an older one. */
const renew = async (keys: readonly string[]): Promise<void> => {
  const done = await ask(async (client) => {
    await Promise.all(keys.map((key) => client.set(key, randomUUID(), 'EX', 2 * LONGEST_TTL_SECONDS)));
    return true;
  });
  for (const key of keys) {
    if (done === null) waiting.add(key);
    else waiting.delete(key);
  }
  const [oldest] = waiting.size > MOST_WAITING ? waiting : [];
  if (oldest !== undefined) waiting.delete(oldest);
};

/** One load for all who want it now. Where whoever began it has left, one of the others begins again. */
const loadOnce = async <T>(key: string, load: () => Promise<T>): Promise<T> => {
  const own = requestContext.signal();
  const flight = flights.get(key);
  if (flight === undefined) {
    const value = load();
    flights.set(key, { value, signal: own });
    return value.finally(() => {
      if (flights.get(key)?.value === value) flights.delete(key);
    });
  }
  try {
    return (await (own === undefined ? flight.value : untilAborted(flight.value, own))) as T;
  } catch (error) {
    if (flight.signal?.aborted !== true || own?.aborted === true) throw error;
    return loadOnce(key, load);
  }
};

const read = <S extends z.ZodType>(
  text: string | null,
  versions: Versions,
  schema: S,
): { value: z.output<S> } | null => {
  if (text === null) return null;
  const [then, value] = kept.parse(JSON.parse(text));
  const parsed = then.join() === versions.join() ? schema.safeParse(value) : null;
  return parsed?.success === true ? { value: parsed.data } : null;
};

const keep = async (key: string, versions: Versions, value: unknown, ttlSeconds: number): Promise<void> => {
  const text = JSON.stringify([versions, value]);
  const seconds = Math.max(1, Math.round(Math.min(ttlSeconds, LONGEST_TTL_SECONDS) * (1 - Math.random() / 10)));
  if (text.length <= MAX_CHARACTERS) await ask((client) => client.set(key, text, 'EX', seconds));
};

/**
 * Values that are dear to get, kept in Redis for all instances (docs/cache.md). Where Redis is away, each is loaded: once for
 * all who want it in this process at that moment.
 */
export const cache = {
  /**
   * What is kept, or what `load` gives, which is then kept. What was invalidated while it was loaded is not served from then
   * on. What `load` throws is thrown, and not kept.
   */
  async get<S extends z.ZodType>(
    { name, owner, key, schema, ttl_seconds, tags }: Entry<S>,
    load: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    const prefix = ownerKey(owner);
    const entryKey = valueKey(prefix, name, key);
    const tagKeys = [EVERYTHING, ...tags].map((tag) => tagKey(prefix, tag));
    if (waiting.size > 0) await renew([...waiting]);
    const found = waiting.size > 0 ? null : await ask((client) => client.mget(entryKey, ...tagKeys));
    const [text = null, ...versions] = found ?? [];
    const hit = read(text, versions, schema);
    metrics.cache.inc({ cache: name, outcome: found === null ? 'off' : hit === null ? 'miss' : 'hit' });
    if (hit !== null) return hit.value;
    // The versions from before the load: who asks after an invalidation waits for no load from before it.
    return loadOnce(JSON.stringify([entryKey, versions]), async () => {
      const value = await load();
      if (found !== null) await keep(entryKey, versions, value, ttl_seconds);
      return value;
    });
  },

  /**
   * Drops what has one of these tags, or (null) all there is of the owner, in all instances. After the change was committed.
   * Where Redis is away it is done as soon as it is back; until then this process serves nothing from the cache.
   */
  async invalidate(owner: CacheOwner | { readonly user: string }, tags: readonly string[] | null): Promise<void> {
    const prefix = ownerKey(owner);
    flights.clear();
    await renew((tags ?? [EVERYTHING]).map((tag) => tagKey(prefix, tag)));
  },
};
