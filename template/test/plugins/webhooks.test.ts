import { afterAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { appError } from '../../src/utils/app-error.ts';
import { startTestApp } from '../support/start-test-app.ts';

const key = Buffer.from('a secret that the sender and we share');
const secret = `whsec_${key.toString('base64')}`;
const older = `v1,whsec_${Buffer.from('the secret of last month').toString('base64')}`;
const handled: unknown[] = [];
const failing = { times: 0 };

const prepare = (app: FastifyInstance): void => {
  const preValidation = app.verifyWebhook({ source: 'billing', secrets: [secret, older] });
  const config = { contract: 'webhook' } as const;
  app.post('/test/webhook', { preValidation, config }, async ({ body }) => {
    handled.push(body);
    return { data: 'thanks' };
  });
  app.post('/test/failing', { preValidation, config }, async () => {
    failing.times += 1;
    if (failing.times === 1) throw appError.unavailable('away', 'Away.');
    return { data: failing.times };
  });
};
const first = startTestApp({}, prepare);
const redis = new Redis(process.env['REDIS_URL'] ?? '');
afterAll(() => redis.disconnect());

const now = (): number => Math.floor(Date.now() / 1000);
// Made by hand, as the sender would.
const signature = (id: string, timestamp: string, body: string, by: Buffer = key): string =>
  `v1,${createHmac('sha256', by).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

type Sent = { id: string; timestamp: string; body: string; signature: string };
const message = (changes: Partial<Sent> = {}): Sent => {
  const id = changes.id ?? `msg_${crypto.randomUUID()}`;
  const timestamp = changes.timestamp ?? String(now());
  const body = changes.body ?? `{ "mark":  "${crypto.randomUUID()}", "ü": 1.0 }`;
  return { id, timestamp, body, signature: changes.signature ?? signature(id, timestamp, body) };
};
const post = async (sent: Sent, app = first.app(), url = '/test/webhook') => {
  const reply = await app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': sent.id,
      'webhook-timestamp': sent.timestamp,
      'webhook-signature': sent.signature,
    },
    payload: sent.body,
  });
  return [reply.statusCode, reply.json().error?.code ?? reply.json().data];
};
const wasHandled = ({ body }: Sent): boolean =>
  handled.some((one) => JSON.stringify(one) === JSON.stringify(JSON.parse(body)));

describe('a message of another service', () => {
  it('is taken where it is signed, its body byte by byte', async () => {
    const sent = message();
    expect(await post(sent)).toEqual([200, 'thanks']);
    expect(wasHandled(sent)).toBe(true);
  });

  it('may bear several signatures, and be signed with the secret that is being replaced', async () => {
    const sent = message();
    expect(await post({ ...sent, signature: `v1,AAAA v1a,xyz ${sent.signature}` })).toEqual([200, 'thanks']);
    const { id, timestamp, body } = message();
    const old = signature(id, timestamp, body, Buffer.from('the secret of last month'));
    expect(await post({ id, timestamp, body, signature: old })).toEqual([200, 'thanks']);
  });

  it('may come again where it could not be handled', async () => {
    const sent = message();
    expect(await post(sent, first.app(), '/test/failing')).toEqual([503, 'away']);
    expect(await post(sent, first.app(), '/test/failing')).toEqual([200, 2]);
  });
});
