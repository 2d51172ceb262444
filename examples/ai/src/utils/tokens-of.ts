import type { Tokens } from './cost-of.ts';
import { countTokens } from './count-tokens.ts';

type Reported = {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number | undefined } | undefined;
};

/** The tokens of a call: as OpenAI counted them, or as we do where it was broken off before it said. */
export const tokensOf = (reported: Reported | null | undefined, sent: number, answer: unknown): Tokens =>
  reported === null || reported === undefined
    ? { input: sent, cached: 0, output: countTokens(typeof answer === 'string' ? answer : JSON.stringify(answer)) }
    : {
        input: reported.prompt_tokens,
        cached: reported.prompt_tokens_details?.cached_tokens ?? 0,
        output: reported.completion_tokens,
      };
