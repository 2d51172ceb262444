import type { Notification } from '../schemas/notification.schema.ts';
import { notificationsTopic } from '../topics/notifications.topic.ts';
import { topicService } from './topic.service.ts';

export const liveNotificationService = {
  /** Brings a notification to the open sockets of its owner. @throws 503 `topics_unavailable` */
  push: (ownerId: string, notification: Notification): Promise<void> =>
    topicService.publish(notificationsTopic, { user_id: ownerId }, notification),
};
