import { z } from 'zod';
import { conversationMemoryService } from '../services/conversation-memory.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Sums up the older half of a conversation that has become long. */
export const summariseConversationJob = defineJob({
  name: 'summarise-conversation',
  payload: z.strictObject({ conversation_id: z.uuid() }),
  async run({ conversation_id }) {
    await conversationMemoryService.summarise(conversation_id);
  },
});
