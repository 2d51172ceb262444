import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import { redisSubscriber } from '../clients/redis-subscriber.ts';
import { socketConfig } from '../config/socket.config.ts';
import { topicRepository } from '../repositories/topic.repository.ts';
import type { TopicMessage } from '../schemas/socket.schema.ts';

/** Bytes that wait in a socket. Beyond it what comes waits in Redis, for as long as it is kept there. */
const MAX_WAITING = 65_536;
const PAGE = 100;
const LOOK_EVERY_MS = 50;
const TRY_AGAIN_LATER = 1013;
const GOODBYE_MS = 1000;

/** A topic that somebody has. */
type Subscription = { readonly socket: WebSocket; readonly topic: string };

const byTopic = new Map<string, Set<Subscription>>();
const bySocket = new Map<WebSocket, Map<string, Subscription>>();
/** The id of the message that each had last. */
const had = new WeakMap<Subscription, string>();
/** Those for whom there may be more in Redis than they were told: it is to be read there. And those for whom it is read now. */
const behind = new Set<Subscription>();
const reading = new WeakSet<Subscription>();
const state: { log: FastifyBaseLogger | null } = { log: null };

const isFull = ({ socket }: Subscription): boolean => socket.bufferedAmount > MAX_WAITING;
const isThere = ({ socket, topic }: Subscription): boolean => bySocket.get(socket)?.has(topic) ?? false;

const frameOf = (topic: string, { id, data }: TopicMessage): string =>
  `{"type":"message","topic":${JSON.stringify(topic)},"id":"${id}","data":${data}}`;

const isAfter = (id: string, other: string): boolean => {
  const [one, two] = [id, other].map((text) => text.split('-').map(Number));
  const [ms = 0, count = 0] = one ?? [];
  const [otherMs = 0, otherCount = 0] = two ?? [];
  return ms === otherMs ? count > otherCount : ms > otherMs;
};

const send = (subscription: Subscription, id: string, frame: string): void => {
  subscription.socket.send(frame);
  had.set(subscription, id);
};

/** Waits until the client has read what was sent. False where it takes too long: it is told to come back later. */
const drained = async (subscription: Subscription): Promise<boolean> => {
  const { socket } = subscription;
  const deadline = Date.now() + socketConfig.SOCKET_SLOW_MS;
  while (isThere(subscription) && isFull(subscription) && Date.now() < deadline) await wait(LOOK_EVERY_MS);
  if (!isThere(subscription)) return false;
  if (!isFull(subscription)) return true;
  socket.close(TRY_AGAIN_LATER, 'too_slow');
  // Its goodbye waits behind all the rest, for a while.
  setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  return false;
};

/** Sends a page of what comes next, as far as it fits. */
const readPage = async (subscription: Subscription): Promise<void> => {
  const { topic } = subscription;
  const page = await topicRepository.listAfter(topic, had.get(subscription) ?? '', PAGE);
  if (page === null) {
    const last_id = await topicRepository.lastId(topic);
    return send(subscription, last_id, JSON.stringify({ type: 'gap', topic, last_id }));
  }
  for (const message of page) {
    if (!isThere(subscription)) return;
    if (isFull(subscription)) break;
    send(subscription, message.id, frameOf(topic, message));
  }
  const last = page.at(-1)?.id;
  if (last !== undefined && (page.length === PAGE || last !== had.get(subscription))) behind.add(subscription);
};

/** Reads in Redis until nothing is left. What is told meanwhile makes it look once more, so that nothing falls between. */
const catchUp = async (subscription: Subscription): Promise<void> => {
  behind.add(subscription);
  if (reading.has(subscription)) return;
  reading.add(subscription);
  try {
    while (behind.has(subscription) && (await drained(subscription))) {
      behind.delete(subscription);
      await readPage(subscription);
    }
  } catch (err) {
    behind.add(subscription);
    state.log?.debug({ err }, 'A topic could not be read in Redis; trying again.');
  } finally {
    reading.delete(subscription);
    if (!isThere(subscription)) behind.delete(subscription);
  }
};

const onMessage = (channel: string, text: string): void => {
  const message = topicRepository.read(channel, text);
  const frame = frameOf(message.topic, message);
  for (const subscription of byTopic.get(message.topic) ?? []) {
    if (behind.has(subscription) || reading.has(subscription) || isFull(subscription)) void catchUp(subscription);
    else if (isAfter(message.id, had.get(subscription) ?? '0-0')) send(subscription, message.id, frame);
  }
};

const onAway = (): void => {
  for (const subscription of [...byTopic.values()].flatMap((some) => [...some])) behind.add(subscription);
};

const onError = (err: Error): void =>
  state.log?.warn({ err }, 'Redis is away, so that sockets hear nothing; trying again.');

/** Listens again, and then reads what was published meanwhile: what comes between is heard. */
const onReady = async (): Promise<void> => {
  try {
    const channels = [...byTopic.keys()].map((topic) => topicRepository.channelOf(topic));
    if (channels.length > 0) await redisSubscriber?.subscribe(...channels);
    for (const subscription of behind) void catchUp(subscription);
  } catch (error) {
    // Gone again in that moment, so it comes again.
    onError(error instanceof Error ? error : new Error(String(error)));
  }
};

const ready = (): void => void onReady();

/**
 * Brings each message of a topic to each subscriber on this instance, in order, once. Redis tells of new ones; one who
 * cannot keep up, comes back, or was here while Redis was away reads them there, each at their own pace. So what waits for a
 * slow client waits in Redis, and this process holds some 64 KB of it.
 */
export const subscriptionService = {
  async start(log: FastifyBaseLogger): Promise<void> {
    state.log = log;
    if (redisSubscriber === null) return;
    redisSubscriber.on('message', onMessage).on('close', onAway).on('ready', ready).on('error', onError);
    // `onError` has it in the log, and the client tries again by itself.
    await redisSubscriber.connect().catch(() => undefined);
  },

  /** The topics of a socket. */
  topicsOf: (socket: WebSocket): readonly string[] => [...(bySocket.get(socket)?.keys() ?? [])],

  /**
   * Says `subscribed`, then brings what comes after `lastId`; null: what comes from now on.
   * @throws 503 `topics_unavailable`
   */
  async add(socket: WebSocket, topic: string, lastId: string | null): Promise<void> {
    await subscriptionService.remove(socket, topic);
    const last_id = lastId ?? (await topicRepository.lastId(topic));
    // Gone meanwhile.
    if (socket.readyState !== socket.OPEN) return;
    const subscription: Subscription = { socket, topic };
    const isFirst = !byTopic.has(topic);
    byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(subscription));
    bySocket.set(socket, (bySocket.get(socket) ?? new Map<string, Subscription>()).set(topic, subscription));
    behind.add(subscription);
    send(subscription, last_id, JSON.stringify({ type: 'subscribed', topic, last_id }));
    // Where Redis has just gone, `onReady` listens once it is back.
    if (isFirst) await redisSubscriber?.subscribe(topicRepository.channelOf(topic)).catch(onError);
    void catchUp(subscription);
  },

  async remove(socket: WebSocket, topic: string): Promise<void> {
    const subscription = bySocket.get(socket)?.get(topic);
    if (subscription === undefined) return;
    bySocket.get(socket)?.delete(topic);
    behind.delete(subscription);
    const others = byTopic.get(topic);
    others?.delete(subscription);
    if (others === undefined || others.size > 0) return;
    byTopic.delete(topic);
    await redisSubscriber?.unsubscribe(topicRepository.channelOf(topic)).catch(onError);
  },

  /** The socket has closed. */
  async leave(socket: WebSocket): Promise<void> {
    for (const topic of subscriptionService.topicsOf(socket)) await subscriptionService.remove(socket, topic);
    bySocket.delete(socket);
  },

  /** Keeps the topics that have subscribers, and goes on with those who are behind. */
  keep(): void {
    // Away: they are kept for as long as they were to be.
    void topicRepository.keep([...byTopic.keys()]).catch(() => undefined);
    for (const subscription of behind) void catchUp(subscription);
  },

  async stop(): Promise<void> {
    redisSubscriber?.off('message', onMessage).off('close', onAway).off('ready', ready).off('error', onError);
    redisSubscriber?.disconnect();
  },
};
