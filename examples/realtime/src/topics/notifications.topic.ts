import { z } from 'zod';
import { requestContext } from '../context/request-context.ts';
import { notificationSchema } from '../schemas/notification.schema.ts';
import { appError } from '../utils/app-error.ts';
import { defineTopic } from '../utils/define-topic.ts';

/** What a user is told, as it happens, for them alone. The same `id` may come twice. */
export const notificationsTopic = defineTopic({
  name: 'notifications.:user_id',
  params: z.strictObject({ user_id: z.uuid() }),
  payload: notificationSchema,
  async authorize({ user_id }) {
    if (user_id !== requestContext.userId())
      throw appError.forbidden('topic_forbidden', 'These are the notifications of somebody else.');
  },
});
