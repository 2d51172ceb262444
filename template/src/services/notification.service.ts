import { mailer } from '../clients/mailer.ts';
import { mailNotificationJob } from '../jobs/mail-notification.job.ts';
import { notificationAdminRepository } from '../repositories/notification-admin.repository.ts';
import { notificationRepository } from '../repositories/notification.repository.ts';
import {
  type MarkedRead,
  type NewNotification,
  newNotificationSchema,
  type Notification,
  type NotificationQuery,
} from '../schemas/notification.schema.ts';
import { appError } from '../utils/app-error.ts';
import type { Page } from '../utils/keyset.ts';
import { parseInput } from '../utils/parse-input.ts';
import { jobService } from './job.service.ts';

/** What users are told, and what they have read of it. */
export const notificationService = {
  /**
   * Tells a user something, whoever the caller is: for handlers of events and jobs. Under one key it is told once, so a
   * handler that is called again may call it again. With `mail` it is mailed as well, by a job.
   * @throws 503 `queue_unavailable` where the mail cannot be asked for: the notification is there, and calling again adds the mail
   */
  async notify(userId: string, notification: NewNotification): Promise<Notification> {
    const { mail, ...row } = parseInput(newNotificationSchema, notification);
    const added = await notificationAdminRepository.add(userId, row);
    if (!mail) return added;
    const payload = { owner_id: userId, notification_id: added.id };
    await jobService.enqueue(mailNotificationJob, payload, { key: added.id });
    return added;
  },

  /** Mails a notification to its owner. @throws as `mailer.send` does */
  async mail(ownerId: string, id: string, key: string): Promise<void> {
    const [notification, to] = await Promise.all([
      notificationAdminRepository.get(ownerId, id),
      notificationAdminRepository.emailOf(ownerId),
    ]);
    // The user, or what they were to be told, is gone; or nobody knows whether the address is theirs.
    if (notification === null || to === null) return;
    await mailer.send({ to, subject: notification.title, text: notification.body ?? notification.title, key });
  },

  list: (query: NotificationQuery): Promise<Page<Notification>> => notificationRepository.list(query),

  /** @throws 404 `notification_not_found` */
  async markRead(id: string): Promise<Notification> {
    const notification = await notificationRepository.markRead(id);
    if (notification === null) throw appError.notFound('notification');
    return notification;
  },

  async markAllRead(): Promise<MarkedRead> {
    return { marked: await notificationRepository.markAllRead() };
  },
};
