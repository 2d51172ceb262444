import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { TestUser } from '../support/test-user.ts';
import { startReceiver } from '../support/start-receiver.ts';

const receiver = await startReceiver();
// On this machine, which is to be called here alone.
process.env['OUTGOING_PRIVATE_HOSTS'] = receiver.host;
const { deliverWebhookJob } = await import('../../src/jobs/deliver-webhook.job.ts');
const { webhookDeliveryService } = await import('../../src/services/webhook-delivery.service.ts');
const { webhookService } = await import('../../src/services/webhook.service.ts');
const { queue } = await import('../../src/clients/queue.ts');
const { startTestWorker } = await import('../support/start-test-worker.ts');
const { admin } = await import('../support/admin.ts');
const { until } = await import('../support/until.ts');

afterAll(() => receiver.stop());
afterEach(() => void Object.assign(receiver.behaviour, { status: 204 }));
const worker = startTestWorker(deliverWebhookJob);

const payload = { id: 'one', n: 1, how: 'works' } as const;
const newEndpoint = async (user: TestUser, url = receiver.url) => {
  const { body } = await user.api('POST', '/v1/webhook-endpoints', { url, events: ['fixture.happened'] });
  return body.data as { id: string; secret: string };
};
const log = async (user: TestUser, id: string) =>
  (await user.api('GET', `/v1/webhook-endpoints/${id}/deliveries`)).body.data;
const sentTo = (eventId: string) => receiver.got.filter(({ headers }) => headers['webhook-id'] === eventId);
const deliveryOf = async (user: TestUser, endpoint: string) => (await log(user, endpoint))[0].id as string;

describe('a webhook', () => {
  it('goes to the endpoints of its user alone, once for each event, signed as we would have it', async () => {
    const [user, other] = [await worker.newUser(), await worker.newUser()];
    const { id, secret } = await newEndpoint(user);
    await newEndpoint(other);
    const eventId = randomUUID();
    await Promise.all([1, 2, 3].map(() => webhookDeliveryService.send(user.id, 'fixture.happened', payload, eventId)));
    await until(async () => ((await log(user, id))[0]?.delivered_at ? true : null));
    expect(await log(user, id)).toMatchObject([
      { event: 'fixture.happened', event_id: eventId, attempts: 1, last_status: 204, last_error: null },
    ]);
    const [message, ...more] = sentTo(eventId);
    expect(more).toEqual([]);
    expect(JSON.parse(message?.body ?? '')).toEqual({
      type: 'fixture.happened',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: payload,
    });
    const accept = (secrets: string[]) =>
      webhookService.accept({ source: randomUUID(), secrets }, message?.headers ?? {}, message?.body ?? '');
    expect(await accept([secret])).toBe(eventId);
    await expect(accept([`whsec_${Buffer.alloc(32).toString('base64')}`])).rejects.toMatchObject({ statusCode: 401 });
    expect((await other.api('GET', `/v1/webhook-endpoints/${id}/deliveries`)).status).toBe(404);
  });

  it('is tried again, the last time too, and then given up in its log and not among the dead letters', async () => {
    const user = await worker.newUser();
    const { id } = await newEndpoint(user);
    receiver.behaviour.status = 500;
    const eventId = randomUUID();
    await webhookDeliveryService.send(user.id, 'fixture.happened', payload, eventId);
    await until(async () => ((await log(user, id))[0]?.attempts === 1 ? true : null));
    const delivery = await deliveryOf(user, id);
    expect(
      await queue.use(async ({ jobs }) => (await jobs.getDelayed()).map(({ data }) => data.payload)),
    ).toContainEqual({
      owner_id: user.id,
      delivery_id: delivery,
    });
    await expect(webhookDeliveryService.deliver(user.id, delivery, false)).rejects.toMatchObject({
      code: 'webhook_failed',
    });
    await webhookDeliveryService.deliver(user.id, delivery, true);
    expect(await log(user, id)).toMatchObject([
      { attempts: 3, last_status: 500, last_error: 'It answered 500.', failed_at: expect.any(String) },
    ]);
    // Given up: nothing is sent any more.
    await webhookDeliveryService.deliver(user.id, delivery, true);
    expect(sentTo(eventId)).toHaveLength(3);
  });

  it('goes nowhere behind the firewall, whatever the endpoint is called', async () => {
    const user = await worker.newUser();
    for (const url of [`http://localhost:1/`, 'http://2130706433/', 'http://[::ffff:169.254.169.254]/latest']) {
      const { id } = await newEndpoint(user, url);
      await webhookDeliveryService.send(user.id, 'fixture.happened', payload, randomUUID());
      const [delivery] = await until(async () => {
        const found = await log(user, id);
        return found[0]?.failed_at ? found : null;
      });
      expect(delivery).toMatchObject({ attempts: 1, last_status: null, last_error: 'This address may not be called.' });
      await user.api('DELETE', `/v1/webhook-endpoints/${id}`);
    }
  });

  it('is not sent to an endpoint that has failed for three days, or is gone, and its owner is told', async () => {
    const user = await worker.newUser();
    const { id } = await newEndpoint(user);
    const failingSince = new Date(Date.now() - 3 * 86_400_000 - 1000).toISOString();
    await admin().from('webhook_endpoints').update({ failing_since: failingSince }).eq('id', id).throwOnError();
    receiver.behaviour.status = 503;
    await webhookDeliveryService.send(user.id, 'fixture.happened', payload, randomUUID());
    const isOff = () =>
      until(async () => {
        const { body } = await user.api('GET', `/v1/webhook-endpoints/${id}`);
        return body.data.disabled_at === null ? null : true;
      });
    await isOff();
    const told = () => user.api('GET', '/v1/notifications?kind=webhook_endpoint.disabled');
    await until(async () => ((await told()).body.data.length === 1 ? true : null));
    const eventId = randomUUID();
    await webhookDeliveryService.send(user.id, 'fixture.happened', payload, eventId);
    expect((await log(user, id)).length).toBe(1);

    receiver.behaviour.status = 410;
    const enabled = await user.api('POST', `/v1/webhook-endpoints/${id}/enable`);
    expect(enabled.body.data).toMatchObject({ disabled_at: null, failing_since: null });
    await webhookDeliveryService.send(user.id, 'fixture.happened', payload, eventId);
    await isOff();
    expect((await log(user, id))[0]).toMatchObject({ event_id: eventId, attempts: 1, failed_at: expect.any(String) });
  });
});
