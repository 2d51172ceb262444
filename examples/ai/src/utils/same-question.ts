/** Words that two questions with one answer may differ in. No names, numbers, negations, nor words that ask (how, why, when). */
const MEANS_LITTLE = new Set(
  'a an the is are was were be am do does did can could would will shall may i you we your my our me us of please tell away there it that this'.split(
    ' ',
  ),
);
const ALIKE: Readonly<Record<string, string>> = {
  which: 'what',
  whats: 'what',
  hows: 'how',
  wheres: 'where',
  whos: 'who',
};

const wordsOf = (question: string): string =>
  (
    question
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .map((word) => ALIKE[word] ?? word)
    .filter((word) => !MEANS_LITTLE.has(word))
    .toSorted()
    .join(' ');

/**
 * Whether two questions are the same but for words that mean little, and their order. Vectors cannot tell that: "17 times 3" and
 * "17 times 4" are nearer to each other than most questions that mean the same.
 */
export const sameQuestion = (one: string, other: string): boolean => wordsOf(one) === wordsOf(other);
