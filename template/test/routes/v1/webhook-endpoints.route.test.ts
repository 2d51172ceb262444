import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();
const input = { url: 'https://hooks.example.com/in', events: ['invoice.paid', 'invoice.sent'] };

describe('/v1/webhook-endpoints', () => {
  it('tells the secret once, to whoever made it', async () => {
    const user = await test.newUser();
    const { body, status } = await user.api('POST', '/v1/webhook-endpoints', input);
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ ...input, secret: expect.stringMatching(/^whsec_.{44}$/), disabled_at: null });
    const { secret: _secret, ...rest } = body.data;
    expect((await user.api('GET', `/v1/webhook-endpoints/${rest.id}`)).body.data).toEqual(rest);
    expect((await user.api('GET', '/v1/webhook-endpoints?q=hooks.example')).body.data).toEqual([rest]);
    expect((await user.rest('GET', '/webhook_endpoints?select=secret')).status).toBe(403);
  });

  it('is of no use to anybody else, through the API and past it', async () => {
    const [owner, other] = [await test.newUser(), await test.newUser()];
    const id = await owner.create('/v1/webhook-endpoints', input);
    const calls = [
      ['GET', `/v1/webhook-endpoints/${id}`],
      ['GET', `/v1/webhook-endpoints/${id}/deliveries`],
      ['POST', `/v1/webhook-endpoints/${id}/enable`],
      ['DELETE', `/v1/webhook-endpoints/${id}`],
    ] as const;
    for (const [method, url] of calls)
      expect(await other.api(method, url)).toMatchObject({
        status: 404,
        body: { error: { code: 'webhook_endpoint_not_found' } },
      });
    for (const { rest } of [owner, other, test.anonymous]) {
      const refused = [
        await rest('PATCH', `/webhook_endpoints?id=eq.${id}`, { url: 'http://127.0.0.1/' }),
        await rest('PATCH', `/webhook_endpoints?id=eq.${id}`, { failing_since: null }),
        await rest('POST', '/webhook_deliveries', { endpoint_id: id, owner_id: owner.id, event: 'a.b', payload: {} }),
        await rest('POST', '/rpc/record_webhook_attempt', {
          delivery: id,
          owner: owner.id,
          status: 200,
          problem: null,
          is_last: true,
        }),
      ];
      expect(refused.every(({ status }) => [401, 403, 404].includes(status))).toBe(true);
    }
    expect((await owner.api('DELETE', `/v1/webhook-endpoints/${id}`)).status).toBe(204);
  });

  it('keeps to twenty for each user', async () => {
    const user = await test.newUser();
    for (let count = 0; count < 20; count += 1) await user.create('/v1/webhook-endpoints', input);
    expect(await user.api('POST', '/v1/webhook-endpoints', input)).toMatchObject({
      status: 409,
      body: { error: { code: 'too_many_webhook_endpoints' } },
    });
  });

  it.each([
    ['a URL that is none', { url: 'hooks.example.com' }],
    ['another scheme', { url: 'ftp://hooks.example.com/' }],
    ['a password in the URL', { url: 'https://user:pw@hooks.example.com/' }],
    ['no events', { events: [] }],
    ['a name that is none', { events: ['Everything'] }],
    ['a secret of its own', { secret: `whsec_${'a'.repeat(44)}` }],
  ])('refuses %s', async (_what, part) => {
    const user = await test.newUser();
    expect((await user.api('POST', '/v1/webhook-endpoints', { ...input, ...part })).status).toBe(400);
  });
});
