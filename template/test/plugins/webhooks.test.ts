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
const [first, second] = [startTestApp({}, prepare), startTestApp({}, prepare)];
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

  it.each<[string, (sent: Sent) => Partial<Sent>]>([
    ['another secret', ({ id, timestamp, body }) => ({ signature: signature(id, timestamp, body, Buffer.from('x')) })],
    ['no signature', () => ({ signature: '' })],
    ['a cut signature', ({ signature: whole }) => ({ signature: whole.slice(0, 20) })],
    ['another body', ({ body }) => ({ body: body.replace('mark', 'Mark') })],
    ['a body that is equal, but not byte by byte', ({ body }) => ({ body: JSON.stringify(JSON.parse(body)) })],
    ['another id', () => ({ id: 'msg_other' })],
    ['another time', ({ timestamp }) => ({ timestamp: String(Number(timestamp) + 1) })],
    ['an id that is none', () => ({ id: '' })],
    ['a time that is none', () => ({ timestamp: 'now' })],
  ])('is refused with %s', async (_, change) => {
    const sent = message();
    const changed = { ...sent, ...change(sent) };
    expect(await post(changed)).toEqual([401, 'webhook_signature_invalid']);
    expect(wasHandled(changed)).toBe(false);
  });

  it.each([-301, 310])('is refused when it was signed %d seconds from now', async (seconds) => {
    const sent = message({ timestamp: String(now() + seconds) });
    expect(await post(sent)).toEqual([401, 'webhook_too_old']);
    expect(wasHandled(sent)).toBe(false);
    expect(await post(message({ timestamp: String(now() + Math.sign(seconds) * 280) }))).toEqual([200, 'thanks']);
  });

  it('is refused when it comes again, at any instance, also at the same time', async () => {
    const before = handled.length;
    const sent = message();
    const replies = await Promise.all(Array.from({ length: 6 }, (_, n) => post(sent, [first, second][n % 2]?.app())));
    expect(replies.filter(([status]) => status === 200)).toHaveLength(1);
    expect(replies.filter(([, code]) => code === 'webhook_replayed')).toHaveLength(5);
    const later = message({ id: sent.id });
    expect(await post(later, second.app())).toEqual([409, 'webhook_replayed']);
    expect(handled.length - before).toBe(1);
    expect(await redis.ttl(`webhook:billing:${sent.id}`)).toBeGreaterThan(600_000);
  });

  it('may come again where it could not be handled', async () => {
    const sent = message();
    expect(await post(sent, first.app(), '/test/failing')).toEqual([503, 'away']);
    expect(await post(sent, first.app(), '/test/failing')).toEqual([200, 2]);
  });
});
