type Counted = { readonly tokens: number };

/** The newest messages that fit into so many tokens, in their order, and those before them that do not. */
export function fitHistory<M extends Counted>(
  messages: readonly M[],
  limit: number,
): { readonly kept: readonly M[]; readonly dropped: readonly M[] } {
  const sums = messages
    .toReversed()
    .map((_, index, newest) => newest.slice(0, index + 1).reduce((sum, { tokens }) => sum + tokens, 0));
  const fits = sums.findLastIndex((sum) => sum <= limit) + 1;
  return { kept: messages.slice(messages.length - fits), dropped: messages.slice(0, messages.length - fits) };
}
