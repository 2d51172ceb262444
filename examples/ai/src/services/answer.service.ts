import { answerQuestionPrompt } from '../prompts/answer-question.prompt.ts';
import { extractTasksPrompt } from '../prompts/extract-tasks.prompt.ts';
import {
  type AnswerOutput,
  type Extraction,
  type ExtractionInput,
  type QuestionInput,
  tasksSchema,
} from '../schemas/answer.schema.ts';
import { aiService } from './ai.service.ts';

/** What a model does in one go. Each throws what `aiService` does. */
export const answerService = {
  /** The same to all who ask it, in these words or nearly so. */
  answer: ({ question }: QuestionInput): Promise<AnswerOutput> =>
    aiService.generateResponse({ prompt: answerQuestionPrompt, input: { question } }, question),

  async extract({ text }: ExtractionInput): Promise<Extraction> {
    const { object, usage } = await aiService.generateObject(
      { prompt: extractTasksPrompt, input: { text } },
      tasksSchema,
    );
    return { ...object, usage };
  },
};
