import { Agent, request, type RequestOptions } from 'node:http';

/** What is sent; the body is text, with its content type among the headers. */
export type Message = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

const DEADLINE_MS = 30_000;

/** Sends one message and reads its reply to the end. @throws where the reply is not of the 2xx */
function sendOne(options: RequestOptions, body: string | null): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sent = request(options, (reply) => {
    const status = reply.statusCode ?? 0;
    reply.on('end', () => (status < 300 ? resolve() : reject(new Error(`${options.path} answered ${status}.`))));
    reply.on('error', reject);
    reply.resume();
  });
  sent.on('error', reject);
  sent.setTimeout(DEADLINE_MS, () => sent.destroy(new Error(`${options.path} did not answer.`)));
  sent.end(body);
  return promise;
}

/**
 * Sends a message `count` times over `connections` that are kept, each of them one after the other.
 * @returns the milliseconds of each, in ascending order, and how many were answered in a second
 */
export async function send(url: string, message: Message, count: number, connections: number) {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { body, ...rest } = message;
  const options = { ...rest, hostname, port, agent };
  const left = { count };
  const took: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left.count > 0) {
        left.count -= 1;
        const start = performance.now();
        await sendOne(options, body);
        took.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { took: took.toSorted((a, b) => a - b), perSecond: count / seconds };
}
