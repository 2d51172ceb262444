import { z } from 'zod';
import type { AppEvent } from '../schemas/event.schema.ts';
import { notificationService } from '../services/notification.service.ts';

const payload = z.object({ board_id: z.uuid(), name: z.string(), starts_at: z.string(), max: z.string() });

declare module '../schemas/event.schema.ts' {
  interface EventPayloads {
    'board.alerted': z.infer<typeof payload>;
  }
}

/** A window of a board has gone above its limit: `app.ingest_measurements` says so, once for each window. */
export const boardAlertedEvent = {
  name: 'board.alerted',
  payload,
  key: 'board_id',
  handlers: {
    async tellOwner({ board_id, name, starts_at, max }, { eventId, userId }) {
      if (userId === null) return;
      await notificationService.notify(userId, {
        key: eventId,
        kind: 'board.alerted',
        title: `${name} is at ${max}`,
        data: { board_id, starts_at },
      });
    },
  },
} satisfies AppEvent<'board.alerted'>;
