import { z } from 'zod';
import { field } from './field.schema.ts';
import { filter, pageQuery } from './resource.schema.ts';

/** What a caller writes: the body of POST and PUT. */
export const conversationInputSchema = z.strictObject({
  title: field.string(),
});

/** A row as the API returns it. */
export const conversationSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** The query of the list. */
export const conversationQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at', 'updated_at', '-updated_at', 'title', '-title']).default('-created_at'),
  q: filter.search(),
  title: filter.text(),
});

export type Conversation = z.infer<typeof conversationSchema>;
export type ConversationInput = z.infer<typeof conversationInputSchema>;
export type ConversationQuery = z.infer<typeof conversationQuerySchema>;
