import { createHmac } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { startTestApp } from '../support/start-test-app.ts';

const key = Buffer.from('a secret that the sender and we share');
const handled: unknown[] = [];
beforeEach(() => void handled.splice(0));
const prepare = (app: FastifyInstance): void => {
  const secrets = [`whsec_${key.toString('base64')}`];
  for (const source of ['billing', 'shipping'])
    app.post(
      `/test/${source}`,
      { preValidation: app.verifyWebhook({ source, secrets }), config: { contract: 'webhook' } },
      async ({ body }) => ({ data: handled.push(body) }),
    );
};
const [first, second] = [startTestApp({}, prepare), startTestApp({}, prepare)];

const now = (): number => Math.floor(Date.now() / 1000);
// Made by hand, as the sender would.
const signature = (id: string, timestamp: string, body: string, by: Buffer = key): string =>
  `v1,${createHmac('sha256', by).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

type Sent = { readonly id: string; readonly timestamp: string; readonly body: string; readonly signature: string };
const message = (changes: Partial<Sent> = {}): Sent => {
  const id = changes.id ?? `msg_${crypto.randomUUID()}`;
  const timestamp = changes.timestamp ?? String(now());
  const body = changes.body ?? '{ "mark":  1.0 }';
  return { id, timestamp, body, signature: signature(id, timestamp, body) };
};
const post = async (sent: Sent, app = first.app(), url = '/test/billing') => {
  const headers = {
    'content-type': 'application/json',
    'webhook-id': sent.id,
    'webhook-timestamp': sent.timestamp,
    'webhook-signature': sent.signature,
  };
  const reply = await app.inject({ method: 'POST', url, headers, payload: sent.body });
  return [reply.statusCode, reply.json().error?.code ?? 'taken'];
};

it.each<[string, (sent: Sent) => Partial<Sent>]>([
  ['another secret', ({ id, timestamp, body }) => ({ signature: signature(id, timestamp, body, Buffer.from('x')) })],
  ['an empty secret', ({ id, timestamp, body }) => ({ signature: signature(id, timestamp, body, Buffer.alloc(0)) })],
  ['no signature', () => ({ signature: '' })],
  ['a version of a signature that is none', ({ signature: whole }) => ({ signature: whole.replace('v1', 'v0') })],
  ['a cut signature', ({ signature: whole }) => ({ signature: whole.slice(0, 20) })],
  ['a thousand signatures', ({ signature: whole }) => ({ signature: `${'v1,x '.repeat(1000)}${whole}` })],
  ['another id', () => ({ id: 'msg_other' })],
  ['another time', ({ timestamp }) => ({ timestamp: String(Number(timestamp) + 1) })],
  ['an id that is none', () => ({ id: '' })],
  ['a time that is none', () => ({ timestamp: 'now' })],
])('refuses a message with %s', async (_, change) => {
  const sent = message();
  expect(await post({ ...sent, ...change(sent) })).toEqual([401, 'webhook_signature_invalid']);
  expect(handled).toEqual([]);
  expect(await post(sent)).toEqual([200, 'taken']);
});

it('refuses a body that is not the one that was signed, byte by byte', async () => {
  const sent = message();
  for (const body of [sent.body.replace('1.0', '2.0'), JSON.stringify(JSON.parse(sent.body)), `${sent.body} `])
    expect(await post({ ...sent, body })).toEqual([401, 'webhook_signature_invalid']);
  expect(handled).toEqual([]);
});

it.each([-301, 310])('refuses a message that was signed %d seconds from now', async (seconds) => {
  expect(await post(message({ timestamp: String(now() + seconds) }))).toEqual([401, 'webhook_too_old']);
  expect(handled).toEqual([]);
  expect(await post(message({ timestamp: String(now() + Math.sign(seconds) * 280) }))).toEqual([200, 'taken']);
});

it('refuses a message that comes again, at any instance, also at the same time', async () => {
  const sent = message();
  const replies = await Promise.all(Array.from({ length: 6 }, (_, n) => post(sent, [first, second][n % 2]?.app())));
  expect(replies.filter(([status]) => status === 200)).toHaveLength(1);
  expect(replies.filter(([, code]) => code === 'webhook_replayed')).toHaveLength(5);
  // Nor with another time, which its sender may well sign.
  const later = message({ id: sent.id, timestamp: String(now() - 1) });
  expect(await post(later, second.app())).toEqual([409, 'webhook_replayed']);
  expect(handled).toHaveLength(1);
});

it('lets no sender use up the messages of another', async () => {
  const sent = message();
  expect(await post(sent, first.app(), '/test/shipping')).toEqual([200, 'taken']);
  expect(await post(sent)).toEqual([200, 'taken']);
});
