import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';

const AT_ONCE = 20;
const DEADLINE_MS = 60_000;

/** Opens a socket for each token and subscribes it. `received`: how many messages have come since, by all of them together. */
export async function openSockets(url: string, tokens: readonly string[], topic: string) {
  const subscribe = JSON.stringify({ type: 'subscribe', topic, last_id: null });
  const counted = { messages: 0 };
  const left = [...tokens];
  const sockets: WebSocket[] = [];

  const open = async (token: string): Promise<void> => {
    const protocols = ['v1', `bearer.${token}`];
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/socket`, protocols, { perMessageDeflate: false });
    await once(socket, 'open', { signal });
    socket.send(subscribe);
    await once(socket, 'message', { signal });
    socket.on('message', () => (counted.messages += 1));
    sockets.push(socket);
  };
  const openAll = async (): Promise<void> => {
    for (let token = left.pop(); token !== undefined; token = left.pop()) await open(token);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openAll));

  const until = async (isSo: () => boolean, pauseMs: number): Promise<void> => {
    const deadline = Date.now() + DEADLINE_MS;
    while (!isSo()) {
      if (Date.now() > deadline) throw new Error(`Of ${tokens.length} sockets, ${counted.messages} messages came.`);
      await wait(pauseMs);
    }
  };
  return {
    /** Waits until so many messages have come, to all sockets together. */
    received: (messages: number) => until(() => counted.messages >= messages, 2),
    async close(): Promise<void> {
      for (const socket of sockets) socket.close();
      await until(() => sockets.every(({ readyState }) => readyState === WebSocket.CLOSED), 20);
    },
  };
}
