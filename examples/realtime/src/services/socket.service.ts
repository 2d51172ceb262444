import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { decodeJwt } from 'jose';
import type { WebSocket } from 'ws';
import { socketConfig } from '../config/socket.config.ts';
import { requestContext, type User } from '../context/request-context.ts';
import { tokenClaimsSchema } from '../schemas/session.schema.ts';
import { type ClientFrame, clientFrameSchema, type ServerFrame } from '../schemas/socket.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { parseInput } from '../utils/parse-input.ts';
import { toAppError } from '../utils/to-app-error.ts';
import { errorService } from './error.service.ts';
import { revocationService } from './revocation.service.ts';
import { sessionService } from './session.service.ts';
import { subscriptionService } from './subscription.service.ts';
import { topicService } from './topic.service.ts';

/** Topics of one socket. */
const MAX_TOPICS = 50;
/** One frame of a client: what it asks for is a question to the database. */
const DEADLINE_MS = 10_000;
const FRAMES_WINDOW_MS = 10_000;
/** Close codes: of the protocol, and ours (4000 and above), which say that signing in anew helps. */
const GOING_AWAY = 1001;
const POLICY = 1008;
const UNAUTHORIZED = 4401;
const CLOSING_MS = 2000;
/** How often tokens that have ended are looked for. One timer for all: each would hold the request that it was made in. */
const LOOK_EVERY_MS = 500;

/** Who has opened a socket: by a token, or by a browser's session (the id of its cookie). */
type Caller = { readonly user: User; readonly accessToken: string; readonly sessionId: string | null };

/** `endsAt`: when the token does, in milliseconds. */
type Client = { readonly caller: Caller; readonly endsAt: number; readonly log: FastifyBaseLogger };

const clients = new Map<WebSocket, Client>();
/** Pinged, and not heard of since. */
const silent = new Set<WebSocket>();
/** Frames of a socket since a time; they are handled one after the other. */
const frames = new WeakMap<WebSocket, { readonly count: number; readonly since: number }>();
const turns = new WeakMap<WebSocket, Promise<void>>();
/** Whose token has ended, until they have another. */
const renewing = new Set<WebSocket>();
const state: { timers: readonly NodeJS.Timeout[]; closing: boolean } = { timers: [], closing: false };

const send = (socket: WebSocket, frame: ServerFrame): void => socket.send(JSON.stringify(frame));

/** Work for a client, as a request of theirs would do it. Nothing where they have gone. */
const asClient = async (socket: WebSocket, work: () => Promise<void>): Promise<void> => {
  const client = clients.get(socket);
  if (client === undefined) return;
  const { user, accessToken } = client.caller;
  // `AbortSignal.timeout` is held until its time is up, also where the work has long been done.
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new DOMException('The frame took too long.', 'TimeoutError')),
    DEADLINE_MS,
  );
  const context = { requestId: randomUUID(), log: client.log, signal: deadline.signal, caller: { user, accessToken } };
  await requestContext.run(context, work).finally(() => clearTimeout(timer));
};

/** Tells a client what went wrong, as a reply would. */
const sendError = (socket: WebSocket, topic: string | null, thrown: unknown): void => {
  const error = toAppError(thrown);
  const { code, message, details, statusCode } = error;
  if (statusCode >= 500) requestContext.log()?.error({ err: thrown, code }, message);
  else requestContext.log()?.info({ code, statusCode, topic }, message);
  const requestId = requestContext.requestId() ?? '';
  errorService.record(error, thrown, { requestId, method: 'SOCKET', route: '/v1/socket' });
  send(socket, { type: 'error', topic, error: { code, message, details }, statusCode });
};

const subscribe = async (socket: WebSocket, topic: string, lastId: string | null): Promise<void> => {
  const topics = subscriptionService.topicsOf(socket);
  if (!topics.includes(topic) && topics.length >= MAX_TOPICS)
    throw appError.tooManyRequests('too_many_topics', `One socket has up to ${MAX_TOPICS} topics.`);
  await topicService.authorize(topic);
  await subscriptionService.add(socket, topic, lastId);
};

const parse = (text: string): ClientFrame => {
  try {
    return parseInput(clientFrameSchema, JSON.parse(text));
  } catch (error) {
    if (isAppError(error)) throw error;
    throw appError.badRequest('invalid_frame', 'A frame is one JSON object.', null, error);
  }
};

const handle = async (socket: WebSocket, text: string): Promise<void> => {
  const asked: { topic: string | null } = { topic: null };
  try {
    const frame = parse(text);
    asked.topic = frame.topic;
    if (frame.type === 'subscribe') return await subscribe(socket, frame.topic, frame.last_id);
    await subscriptionService.remove(socket, frame.topic);
    send(socket, { type: 'unsubscribed', topic: frame.topic });
  } catch (error) {
    sendError(socket, asked.topic, error);
  }
};

/** Whether a client sends more than it may. A flood is cut off before anything is done for it. */
const isFlooding = (socket: WebSocket): boolean => {
  const before = frames.get(socket);
  const isOver = before === undefined || Date.now() - before.since > FRAMES_WINDOW_MS;
  const now = isOver ? { count: 1, since: Date.now() } : { ...before, count: before.count + 1 };
  frames.set(socket, now);
  return now.count > socketConfig.SOCKET_FRAMES_PER_10_SECONDS;
};

const onFrame = (socket: WebSocket, text: string): void => {
  if (socket.readyState !== socket.OPEN) return;
  if (isFlooding(socket)) {
    sendError(socket, null, appError.tooManyRequests('rate_limited', 'Too many frames. Come back in ten seconds.'));
    return socket.close(POLICY, 'rate_limited');
  }
  const turn = async (): Promise<void> => {
    await turns.get(socket);
    await asClient(socket, () => handle(socket, text));
  };
  turns.set(socket, turn());
};

/** Asks again for each topic whether the client may have it, with the token that they have now. */
const reauthorize = async (socket: WebSocket): Promise<void> => {
  for (const topic of subscriptionService.topicsOf(socket)) {
    await topicService.authorize(topic).catch(async (error: unknown) => {
      await subscriptionService.remove(socket, topic);
      sendError(socket, topic, error);
    });
  }
};

const endOf = (accessToken: string): number => tokenClaimsSchema.parse(decodeJwt(accessToken)).exp * 1000;

/** What is done when a token ends: a browser's session has a new one; who came with a token comes again with another. */
const renew = async (socket: WebSocket, { caller, log }: Client): Promise<void> => {
  const { sessionId } = caller;
  // Where it cannot be had, the client may sign in again, or try again: either way it opens a socket anew.
  const session = sessionId === null ? null : await sessionService.read(sessionId).catch(() => null);
  if (session === null) return socket.close(UNAUTHORIZED, 'token_expired');
  if (!clients.has(socket)) return;
  const accessToken = session.access_token;
  clients.set(socket, { caller: { ...caller, accessToken }, endsAt: endOf(accessToken), log });
  renewing.delete(socket);
  await asClient(socket, () => reauthorize(socket));
};

const renewAll = (): void => {
  const now = Date.now();
  for (const [socket, client] of clients) {
    if (client.endsAt > now || renewing.has(socket)) continue;
    renewing.add(socket);
    void renew(socket, client);
  }
};

/** Pings; ends what has not answered the last one, and who has signed out or is banned. */
const beat = async (socket: WebSocket): Promise<void> => {
  if (silent.has(socket)) return socket.terminate();
  silent.add(socket);
  socket.ping();
  await asClient(socket, async () => {
    await revocationService.requireLive().catch((error: unknown) => {
      // Without Redis nobody knows: who is here stays until their token ends.
      if (isAppError(error) && error.statusCode < 500) socket.close(UNAUTHORIZED, error.code);
    });
  });
};

const leave = async (socket: WebSocket): Promise<void> => {
  clients.delete(socket);
  silent.delete(socket);
  renewing.delete(socket);
  await subscriptionService.leave(socket);
};

/** The open sockets of this instance. */
export const socketService = {
  async start(log: FastifyBaseLogger): Promise<void> {
    state.closing = false;
    await topicService.load();
    await subscriptionService.start(log);
    const heartbeat = setInterval(() => {
      for (const socket of clients.keys()) void beat(socket);
      subscriptionService.keep();
    }, socketConfig.SOCKET_HEARTBEAT_MS);
    state.timers = [heartbeat, setInterval(renewAll, LOOK_EVERY_MS)];
  },

  /** @throws 429 `too_many_sockets` where the caller has as many as they may */
  requireRoom(): void {
    const { id } = requestContext.user();
    // No list of all: there may be thousands, and each that comes would leave one behind.
    const own = { count: 0 };
    for (const { caller } of clients.values()) if (caller.user.id === id) own.count += 1;
    if (own.count < socketConfig.SOCKET_MAX_PER_USER) return;
    throw appError.tooManyRequests(
      'too_many_sockets',
      `One user has up to ${socketConfig.SOCKET_MAX_PER_USER} sockets.`,
    );
  },

  /** Takes over an open socket, until it closes. */
  accept(socket: WebSocket, caller: Caller, log: FastifyBaseLogger): void {
    if (state.closing) return socket.close(GOING_AWAY, 'going_away');
    clients.set(socket, { caller, endsAt: endOf(caller.accessToken), log });
    // What a client breaks ends its socket by itself, with the code that the protocol has for it. In place of a listener
    // of the library's, which would hold the whole request.
    socket.removeAllListeners('error').on('error', (err) => log.info({ err }, 'A socket failed.'));
    socket.on('pong', () => silent.delete(socket));
    socket.on('message', (data, isBinary) => onFrame(socket, isBinary ? '' : String(data)));
    socket.on('close', () => void leave(socket));
  },

  /** Says goodbye to all (1001): they come back to another instance, and go on after what they had. */
  async stop(): Promise<void> {
    state.closing = true;
    for (const timer of state.timers) clearInterval(timer);
    for (const socket of clients.keys()) socket.close(GOING_AWAY, 'going_away');
    const deadline = Date.now() + CLOSING_MS;
    while (clients.size > 0 && Date.now() < deadline) await wait(20);
    for (const socket of clients.keys()) socket.terminate();
    await subscriptionService.stop();
  },
};
