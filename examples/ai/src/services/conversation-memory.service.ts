import { aiConfig } from '../config/ai.config.ts';
import { requestContext } from '../context/request-context.ts';
import { summariseConversationPrompt } from '../prompts/summarise-conversation.prompt.ts';
import { messageAdminRepository } from '../repositories/message-admin.repository.ts';
import { fitHistory } from '../utils/fit-history.ts';
import { aiService } from './ai.service.ts';

const NOTHING_YET = 'Nothing yet.';
const MOST_MESSAGES = 500;
const MOST_CHARACTERS = 60_000;

export const conversationMemoryService = {
  NOTHING_YET,

  /**
   * Sums up what will soon not fit any more, and keeps that in place of it: the newer half of what fits stays as it is. For
   * the user whose job it is. A conversation that is gone is left alone.
   */
  async summarise(conversationId: string): Promise<void> {
    const userId = requestContext.userId() ?? '';
    const found = await messageAdminRepository.recall(userId, conversationId, MOST_MESSAGES);
    if (found === null) return;
    const { dropped } = fitHistory(found.messages, aiConfig.AI_HISTORY_TOKENS / 2);
    const last = dropped.at(-1);
    if (last === undefined) return;
    const lines = dropped.map(({ role, content }) => `${role}: ${content}`);
    const { text } = await aiService.generateResponse({
      prompt: summariseConversationPrompt,
      input: {
        summary: found.memory.summary ?? NOTHING_YET,
        conversation: lines.join('\n').slice(-MOST_CHARACTERS),
      },
    });
    await messageAdminRepository.setSummary(userId, conversationId, found.memory, text.slice(0, 4000), last.created_at);
  },
};
