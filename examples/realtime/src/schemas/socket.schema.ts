import { z } from 'zod';
import { errorSchema } from './error.schema.ts';

const topic = z.string().min(1).max(200);

/** The id of a message, given back to go on after it. */
const messageId = z.string().regex(/^\d{1,15}-\d{1,15}$/, 'the id of a message, as it came');

/** What a client sends, as JSON, a frame each. */
export const clientFrameSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('subscribe'), topic, last_id: messageId.nullable().default(null) }),
  z.strictObject({ type: z.literal('unsubscribe'), topic }),
]);

/** What a client is sent. */
export const serverFrameSchema = z.discriminatedUnion('type', [
  /** From here on each message after `last_id` comes, in order, once. */
  z.object({ type: z.literal('subscribed'), topic, last_id: messageId }),
  z.object({ type: z.literal('unsubscribed'), topic }),
  z.object({ type: z.literal('message'), topic, id: messageId, data: z.unknown() }),
  /** What came before `last_id` is not kept any more: read the state anew. */
  z.object({ type: z.literal('gap'), topic, last_id: messageId }),
  z.object({ type: z.literal('error'), topic: topic.nullable(), ...errorSchema.shape }),
]);

export type ClientFrame = z.infer<typeof clientFrameSchema>;
export type ServerFrame = z.infer<typeof serverFrameSchema>;

/** A message of a topic, as it is kept. */
export const topicMessageSchema = z.object({ id: messageId, data: z.string() });

export type TopicMessage = z.infer<typeof topicMessageSchema>;
