type Price = { readonly input: number; readonly cached_input: number; readonly output: number };

export type Tokens = { readonly input: number; readonly cached: number; readonly output: number };

/** What tokens cost in millionths of a dollar, which a price for a million is for one. `cached` are those of `input` that cost less. */
export const costOf = (price: Price, { input, cached, output }: Tokens): number =>
  Math.ceil((input - cached) * price.input + cached * price.cached_input + output * price.output);
