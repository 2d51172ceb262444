import { z } from 'zod';
import { notificationService } from '../services/notification.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Mails a notification to its owner: once, but where the worker is killed between the server's "taken" and our note of it. */
export const mailNotificationJob = defineJob({
  name: 'mail-notification',
  payload: z.strictObject({ owner_id: z.uuid(), notification_id: z.uuid() }),
  // A mail server may be away, or put us off, for a while: the last attempt comes after about an hour.
  attempts: 9,
  backoff_ms: 15_000,
  async run({ owner_id, notification_id }, job) {
    await job.once('mail', () => notificationService.mail(owner_id, notification_id, job.id));
  },
});
