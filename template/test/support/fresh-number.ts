const state = { last: 10_000 };

/**
 * A number that nobody else was given in this process. For the rows that a sample refers to: two of them may be of one
 * resource, whose values are unique, also where one is needed by another that is needed as well.
 */
export const freshNumber = (): number => {
  state.last += 1;
  return state.last;
};
