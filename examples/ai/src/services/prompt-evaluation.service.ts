import { answerQuestionPrompt } from '../prompts/answer-question.prompt.ts';
import { chatPrompt } from '../prompts/chat.prompt.ts';
import { extractTasksPrompt } from '../prompts/extract-tasks.prompt.ts';
import { summariseConversationPrompt } from '../prompts/summarise-conversation.prompt.ts';
import { aiUsageAdminRepository } from '../repositories/ai-usage-admin.repository.ts';
import type { AiPrompt } from '../schemas/ai-prompt.schema.ts';
import type { PromptScore } from '../schemas/ai-usage.schema.ts';
import { appError } from '../utils/app-error.ts';
import { aiService } from './ai.service.ts';

const prompts: readonly AiPrompt[] = [
  answerQuestionPrompt,
  chatPrompt,
  extractTasksPrompt,
  summariseConversationPrompt,
];

/** How well prompts do what their examples ask for. */
export const promptEvaluationService = {
  /**
   * Asks the examples of a prompt, and keeps the share whose answers have the words that they must have, under the version of
   * the prompt. The caller pays. @throws 404 `prompt_not_found`, and as `aiService.generateResponse` does
   */
  async evaluate(name: string): Promise<PromptScore> {
    const prompt = prompts.find((one) => one.name === name);
    if (prompt === undefined) throw appError.notFound('prompt');
    const answers = [];
    for (const { input, expect } of prompt.examples) {
      const { text, usage } = await aiService.generateResponse({ prompt, input, fresh: true });
      answers.push({ model: usage.model, right: expect.every((word) => text.includes(word)) });
    }
    const right = answers.filter((answer) => answer.right).length;
    const cases = answers.length;
    const model = answers[0]?.model ?? 'none';
    const score = { version: prompt.version, model, score: cases === 0 ? 0 : right / cases, cases };
    if (cases > 0) await aiUsageAdminRepository.addEvaluation({ ...score, prompt: prompt.name });
    return { ...score, name: prompt.name };
  },
};
