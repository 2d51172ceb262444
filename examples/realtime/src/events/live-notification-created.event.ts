import { z } from 'zod';
import { notificationSchema } from '../schemas/notification.schema.ts';
import type { AppEvent } from '../schemas/event.schema.ts';
import { liveNotificationService } from '../services/live-notification.service.ts';

const payload = notificationSchema.extend({ owner_id: z.uuid() });

declare module '../schemas/event.schema.ts' {
  interface EventPayloads {
    'live_notification.created': z.infer<typeof payload>;
  }
}

/** A user was told something: a trigger of `app.notifications` says so. */
export const liveNotificationCreatedEvent = {
  name: 'live_notification.created',
  payload,
  key: 'owner_id',
  handlers: {
    async push({ owner_id, ...notification }) {
      await liveNotificationService.push(owner_id, notification);
    },
  },
} satisfies AppEvent<'live_notification.created'>;
