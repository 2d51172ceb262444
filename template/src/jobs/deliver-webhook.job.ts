import { z } from 'zod';
import { webhookDeliveryService } from '../services/webhook-delivery.service.ts';
import { defineJob } from '../utils/define-job.ts';

const ATTEMPTS = 12;

/** Sends a message to a user's endpoint, again and again for half a day. What it gives up is in the user's log, and no dead letter. */
export const deliverWebhookJob = defineJob({
  name: 'deliver-webhook',
  payload: z.strictObject({ owner_id: z.uuid(), delivery_id: z.uuid() }),
  attempts: ATTEMPTS,
  backoff_ms: 30_000,
  timeout_ms: 30_000,
  run: ({ owner_id, delivery_id }, { attempt }) =>
    webhookDeliveryService.deliver(owner_id, delivery_id, attempt >= ATTEMPTS),
});
