type Counted = { readonly tokens: number };

/** What OpenAI takes in one call. @see https://developers.openai.com/api/reference/resources/embeddings */
const LIMITS = { inputs: 2048, tokens: 300_000 };

/** Texts in as few calls as their order allows. None may have more tokens than a call. */
export function packInputs<I extends Counted>(inputs: readonly I[], limits = LIMITS): readonly (readonly I[])[] {
  const batches: I[][] = [];
  const room = { tokens: 0 };
  for (const input of inputs) {
    const last = batches.at(-1);
    if (last === undefined || last.length === limits.inputs || input.tokens > room.tokens) {
      batches.push([input]);
      room.tokens = limits.tokens - input.tokens;
    } else {
      last.push(input);
      room.tokens -= input.tokens;
    }
  }
  return batches;
}
