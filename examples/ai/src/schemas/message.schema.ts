import { z } from 'zod';
import { pageQuery } from './resource.schema.ts';

/** What a user says: the body of POST. */
export const messageInputSchema = z.strictObject({ content: z.string().trim().min(1).max(16_000) });

/** A message as the API returns it. */
export const messageSchema = z.object({
  id: z.uuid(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  /** `interrupted`: it ends where its reader left; `approval`: it waits for a decision about a tool. */
  status: z.enum(['streaming', 'complete', 'interrupted', 'failed', 'approval']),
  tokens: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});

export const messageQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('created_at'),
  role: z.enum(['user', 'assistant']).nullable().default(null),
});

/** `/v1/conversations/:conversation_id/…` */
export const inConversationParams = z.strictObject({ conversation_id: z.uuid() });

/** Where a broken stream is read on: the id of the last event that came, a number of characters. */
export const resumeHeaders = z.object({
  'last-event-id': z
    .string()
    .regex(/^\d{1,7}$/, 'the id of an event of this stream')
    .transform(Number)
    .nullable()
    .default(null),
});

export const decisionSchema = z.strictObject({ approved: z.boolean() });

/** What was said in a conversation before the messages that are still looked at. */
export const memorySchema = z.object({ summary: z.string().nullable(), summarised_at: z.string().nullable() });

/** A tool that waits for its user, or did. */
export const toolCallSchema = z.object({
  id: z.uuid(),
  message_id: z.uuid(),
  tool: z.string(),
  arguments: z.string(),
  status: z.enum(['waiting', 'approved', 'refused']),
});

export type MessageInput = z.infer<typeof messageInputSchema>;
export type Message = z.infer<typeof messageSchema>;
export type MessageQuery = z.infer<typeof messageQuerySchema>;
export type Decision = z.infer<typeof decisionSchema>;
export type Memory = z.infer<typeof memorySchema>;
export type ToolCall = z.infer<typeof toolCallSchema>;
