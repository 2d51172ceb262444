import { z } from 'zod';
import { webhookDeliveryService } from '../services/webhook-delivery.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Keeps `app.webhook_deliveries` small. */
export const forgetWebhookDeliveriesJob = defineJob({
  name: 'forget-webhook-deliveries',
  payload: z.strictObject({}),
  schedule: { pattern: '50 3 * * *', tz: 'UTC' },
  run: () => webhookDeliveryService.forgetOld(),
});
