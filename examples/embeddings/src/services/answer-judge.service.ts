import { judgeAnswerPrompt } from '../prompts/judge-answer.prompt.ts';
import { type Verdict, verdictSchema } from '../schemas/evaluation.schema.ts';
import { aiService } from './ai.service.ts';

type Judged = {
  readonly question: string;
  /** A right answer. */
  readonly reference: string;
  readonly answer: string;
  /** What the answer cites. */
  readonly sources: readonly string[];
};

/** Judges answers by a model that reasons. */
export const answerJudgeService = {
  /** @throws as `aiService.generateObject` does */
  async judge({ sources, ...judged }: Judged): Promise<{ readonly verdict: Verdict; readonly model: string }> {
    const input = { ...judged, sources: [...sources] };
    const { object, usage } = await aiService.generateObject({ prompt: judgeAnswerPrompt, input }, verdictSchema);
    return { verdict: object, model: usage.model };
  },
};
