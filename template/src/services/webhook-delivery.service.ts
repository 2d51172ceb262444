import { requestContext } from '../context/request-context.ts';
import { webhookTarget } from '../clients/webhook-target.ts';
import { deliverWebhookJob } from '../jobs/deliver-webhook.job.ts';
import { webhookDeliveryAdminRepository } from '../repositories/webhook-delivery-admin.repository.ts';
import type { EventName, EventPayloads } from '../schemas/event.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { webhookSignature } from '../utils/webhook-signature.ts';
import { jobService } from './job.service.ts';
import { notificationService } from './notification.service.ts';

const KEPT_MS = 30 * 86_400_000;

type Answer = { readonly status: number | null; readonly problem: string | null; readonly isHopeless: boolean };
type Waiting = NonNullable<Awaited<ReturnType<typeof webhookDeliveryAdminRepository.getWaiting>>>;

/** Signs a message in the form of Standard Webhooks and sends it once. Never throws for what the endpoint does. */
const send = async ({ url, secret, event_id: id, event, payload, created_at }: Waiting): Promise<Answer> => {
  const body = JSON.stringify({ type: event, timestamp: new Date(created_at).toISOString(), data: payload });
  // Of each attempt, since receivers refuse what was signed long ago.
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = webhookSignature.sign({ id, timestamp, body }, secret);
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  try {
    const status = await webhookTarget.post(url, body, headers);
    const isTaken = status >= 200 && status < 300;
    return { status, problem: isTaken ? null : `It answered ${status}.`, isHopeless: status === 410 };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { status: null, problem: error.message, isHopeless: error.statusCode === 422 };
  }
};

/** Events, told to the endpoints of the users that they are about. */
export const webhookDeliveryService = {
  /**
   * Sends an event to each endpoint of a user that wants it, by a job for each. Called by a handler of the event: the same
   * `eventId` goes to an endpoint once, so a handler that is called again may call it again.
   * @throws 503 `queue_unavailable`
   */
  async send<Name extends EventName>(
    userId: string,
    name: Name,
    payload: EventPayloads[Name],
    eventId: string,
  ): Promise<void> {
    const message = { event: name, payload: JSON.parse(JSON.stringify(payload)), event_id: eventId };
    for (const id of await webhookDeliveryAdminRepository.add(userId, message))
      await jobService.enqueue(deliverWebhookJob, { owner_id: userId, delivery_id: id }, { key: id });
  },

  /**
   * Tries to deliver a message. On the last attempt, and where none would help, it is given up, which its owner sees in the log.
   * @throws 503 `webhook_failed` where it is to be tried again
   */
  async deliver(ownerId: string, id: string, isLast: boolean): Promise<void> {
    const waiting = await webhookDeliveryAdminRepository.getWaiting(ownerId, id);
    if (waiting === null) return;
    const { status, problem, isHopeless } = await send(waiting);
    const is_last = isLast || isHopeless;
    if (await webhookDeliveryAdminRepository.record(ownerId, id, { status, problem, is_last })) {
      requestContext.log()?.warn({ endpoint: waiting.endpoint_id }, 'A webhook endpoint was switched off.');
      await notificationService.notify(ownerId, {
        key: `webhook-endpoint-disabled:${id}`,
        kind: 'webhook_endpoint.disabled',
        title: 'An endpoint of yours is not called any more',
        body: `${waiting.url} has failed for too long. Mend it, then switch it on again.`,
        data: { webhook_endpoint_id: waiting.endpoint_id },
        mail: true,
      });
    }
    if (problem !== null && !is_last) throw appError.unavailable('webhook_failed', problem);
  },

  /** Forgets what was sent more than 30 days ago. */
  forgetOld: (): Promise<void> =>
    webhookDeliveryAdminRepository.deleteBefore(new Date(Date.now() - KEPT_MS).toISOString()),
};
