import { createHash } from 'node:crypto';
import { openai } from '../clients/openai.ts';
import { aiConfig } from '../config/ai.config.ts';
import { models } from '../config/models.config.ts';
import { requestContext } from '../context/request-context.ts';
import { aiAnswerAdminRepository } from '../repositories/ai-answer-admin.repository.ts';
import { answerCacheRepository } from '../repositories/answer-cache.repository.ts';
import { livingModel } from '../utils/living-model.ts';
import { sameQuestion } from '../utils/same-question.ts';

const DIMENSIONS = 512;

/** What is asked, and for whom an answer is good: `all`, or a user's id. */
export type Cacheable = {
  readonly scope: string;
  /** `name@version`. */
  readonly prompt: string;
  /** All that the answer depends on. */
  readonly input: unknown;
  /** The question in the user's words, where one in other words may have the same answer. */
  readonly question: string | null;
};

export type Remembered = { readonly text: string; readonly how: 'exact' | 'similar' };

const hashOf = ({ scope, prompt, input }: Cacheable): string =>
  createHash('sha256')
    .update(JSON.stringify([scope, prompt, input]))
    .digest('hex');

const place = ({ scope, prompt }: Cacheable) => ({
  scope,
  prompt,
  embedding_model: livingModel(models.embedding, new Date()),
});

const vectorOf = async (text: string): Promise<number[]> => {
  const model = livingModel(models.embedding, new Date());
  const { data } = await openai().embeddings.create({ model, input: text, dimensions: DIMENSIONS });
  return data[0]?.embedding ?? [];
};

/**
 * Answers that were given before: to the same question, in Redis, and to the same in other words. Its vector finds that one
 * among many; the words decide, since vectors alone would take opposites for one another.
 */
export const answerCacheService = {
  async find(asked: Cacheable): Promise<Remembered | null> {
    const exact = await answerCacheRepository.get(hashOf(asked));
    if (exact !== null) return { text: exact, how: 'exact' };
    const { question } = asked;
    if (question === null) return null;
    try {
      const { AI_CACHE_DISTANCE, AI_CACHE_SECONDS } = aiConfig;
      const vector = await vectorOf(question);
      const near = await aiAnswerAdminRepository.find(place(asked), vector, AI_CACHE_DISTANCE, AI_CACHE_SECONDS);
      const same = near.find((one) => sameQuestion(one.question, question));
      return same === undefined ? null : { text: same.answer, how: 'similar' };
    } catch (err) {
      requestContext.log()?.warn({ err }, 'Similar questions could not be looked for.');
      return null;
    }
  },

  async keep(asked: Cacheable, text: string): Promise<void> {
    await answerCacheRepository.set(hashOf(asked), text, aiConfig.AI_CACHE_SECONDS);
    const { question } = asked;
    if (question === null) return;
    try {
      await aiAnswerAdminRepository.add(place(asked), await vectorOf(question), { question, answer: text });
    } catch (err) {
      requestContext.log()?.warn({ err }, 'An answer could not be kept.');
    }
  },

  /** Deletes what is too old to be given again. */
  async forgetOld(): Promise<void> {
    const oldest = Date.now() - aiConfig.AI_CACHE_SECONDS * 1000;
    await aiAnswerAdminRepository.deleteBefore(new Date(oldest).toISOString());
  },
};
