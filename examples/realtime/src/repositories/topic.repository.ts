import type { Redis } from 'ioredis';
import { z } from 'zod';
import { withRedis } from '../clients/with-redis.ts';
import { socketConfig } from '../config/socket.config.ts';
import { type TopicMessage, topicMessageSchema } from '../schemas/socket.schema.ts';

const { SOCKET_KEPT_MESSAGES, SOCKET_KEPT_MS } = socketConfig;
const PREFIX = 'topic:';

/** Kept and told in one step, so that who listens hears the messages in the order in which they are kept. */
const PUBLISH = `
  local id = redis.call('xadd', KEYS[1], 'maxlen', ARGV[2], '*', 'data', ARGV[1])
  redis.call('pexpire', KEYS[1], ARGV[3])
  redis.call('publish', KEYS[1], id .. ' ' .. ARGV[1])
  return id`;

/** The last id. A topic without messages gets a mark, so that there is something to go on after. */
const OPEN = `
  local last = redis.call('xrevrange', KEYS[1], '+', '-', 'count', 1)
  local id = last[1] and last[1][1] or redis.call('xadd', KEYS[1], '*', 'mark', '')
  redis.call('pexpire', KEYS[1], ARGV[1])
  return id`;

const run = <T>(send: (client: Redis) => Promise<T>): Promise<T> => withRedis('topics_unavailable', send);
const keyOf = (topic: string): string => `${PREFIX}${topic}`;

/**
 * The messages of topics: each a stream in Redis, which keeps the last of them, and a channel that tells of new ones. Each
 * method throws 503 `topics_unavailable` without Redis.
 */
export const topicRepository = {
  channelOf: keyOf,
  /** The topic and the message that a channel told of. */
  read: (channel: string, text: string): TopicMessage & { readonly topic: string } => {
    const blank = text.indexOf(' ');
    return { topic: channel.slice(PREFIX.length), id: text.slice(0, blank), data: text.slice(blank + 1) };
  },

  /** @returns the id of the message */
  async publish(topic: string, data: string): Promise<string> {
    const id = await run((client) => client.eval(PUBLISH, 1, keyOf(topic), data, SOCKET_KEPT_MESSAGES, SOCKET_KEPT_MS));
    return z.string().parse(id);
  },

  /** The id of the last message. */
  async lastId(topic: string): Promise<string> {
    return z.string().parse(await run((client) => client.eval(OPEN, 1, keyOf(topic), SOCKET_KEPT_MS)));
  },

  /** The messages after one that was had; null where that one is not kept any more, so that others may be missing too. */
  async listAfter(topic: string, id: string, limit: number): Promise<TopicMessage[] | null> {
    const entries = await run((client) => client.xrange(keyOf(topic), id, '+', 'COUNT', limit + 1));
    if (entries[0]?.[0] !== id) return null;
    return entries
      .slice(1)
      .flatMap(([next, [name, data]]) => (name === 'data' ? [topicMessageSchema.parse({ id: next, data })] : []));
  },

  /** Keeps topics that have subscribers, however quiet they are. */
  async keep(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    await run((client) =>
      topics.reduce((all, topic) => all.pexpire(keyOf(topic), SOCKET_KEPT_MS), client.pipeline()).exec(),
    );
  },
};
