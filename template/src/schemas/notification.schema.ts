import { z } from 'zod';
import { field } from './field.schema.ts';
import { filter, pageQuery } from './resource.schema.ts';

/** A notification as its user reads it. */
export const notificationSchema = z.object({
  id: z.uuid(),
  kind: z.string().describe('What has happened, for programs: `invoice.paid`.'),
  title: z.string(),
  body: z.string().nullable(),
  data: field.json().describe('What a program needs to go on, such as ids.'),
  read_at: z.string().nullable(),
  created_at: z.string(),
});

/** What a user is told. */
export const newNotificationSchema = z.strictObject({
  /** What it is about, such as an event's id: the same thing twice is one notification. */
  key: z.string().min(1).max(200),
  kind: z
    .string()
    .max(100)
    .regex(/^[a-z][a-z\d_]*(\.[a-z][a-z\d_]*)*$/),
  title: z.string().min(1).max(200),
  body: z.string().max(2000).nullable().default(null),
  data: z.record(z.string(), z.json()).default({}),
  /** Whether it goes to the user's address as well, if they have confirmed one. */
  mail: z.boolean().default(false),
});

export const notificationQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('-created_at'),
  unread: filter.boolean(),
  kind: filter.text(),
  q: filter.search(),
});

/** How many were marked. */
export const markedReadSchema = z.object({ marked: z.int() });

export type Notification = z.infer<typeof notificationSchema>;
export type NewNotification = z.input<typeof newNotificationSchema>;
export type NotificationRow = Omit<z.output<typeof newNotificationSchema>, 'mail'>;
export type MarkedRead = z.infer<typeof markedReadSchema>;
export type NotificationQuery = z.infer<typeof notificationQuerySchema>;
