import type { ConversationInput } from '../../src/schemas/conversation.schema.ts';

/** A body that POST takes; another `n` gives other values. */
export const conversationSample = async (_user: unknown, n: number): Promise<ConversationInput> => ({
  title: `Sample ${n}`,
});
