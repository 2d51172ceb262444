import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerFrame } from '../../src/schemas/socket.schema.ts';
import { until } from './until.ts';

type Options = {
  readonly token?: string;
  /** Instead of a protocol, as programs send it. */
  readonly headers?: Readonly<Record<string, string>>;
};

export type SocketClient = ReturnType<typeof socketClient>;

/** A client of `/v1/socket` that keeps what it is told. `url`: the API's. */
export function socketClient(url: string, { token, headers = {} }: Options) {
  const protocols = token === undefined ? ['v1'] : ['v1', `bearer.${token}`];
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/socket`, protocols, {
    headers,
    handshakeTimeout: 10_000,
  });
  const frames: ServerFrame[] = [];
  const closed: { code: number | null } = { code: null };
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  socket.on('close', (code) => (closed.code = code));
  // What refuses a socket is an error as well; `refused` tells of it.
  socket.on('error', () => undefined);

  /** The reply in place of a socket. */
  const refusal = new Promise<{ status: number; code: string }>((resolve) => {
    socket.on('unexpected-response', async (_request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode ?? 0, code: JSON.parse(Buffer.concat(chunks).toString()).error.code });
    });
  });
  const frame = <T extends ServerFrame['type']>(type: T, topic: string): Promise<Extract<ServerFrame, { type: T }>> =>
    until(() => {
      const found = frames.find((one) => one.type === type && one.topic === topic);
      return (found as Extract<ServerFrame, { type: T }> | undefined) ?? null;
    });
  const ask = (message: object | string): void =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));

  return {
    socket,
    frames,
    refusal,
    opened: () => (socket.readyState === socket.OPEN ? Promise.resolve() : once(socket, 'open').then(() => undefined)),
    closed: () => until(() => closed.code, 15_000),
    frame,
    ask,
    /** What was published for a topic, as it came. */
    messages: (topic: string) => frames.filter((one) => one.type === 'message').filter((one) => one.topic === topic),
    async subscribe(topic: string, last_id: string | null = null): Promise<string> {
      ask({ type: 'subscribe', topic, last_id });
      return (await frame('subscribed', topic)).last_id;
    },
    stop: () => socket.terminate(),
  };
}
