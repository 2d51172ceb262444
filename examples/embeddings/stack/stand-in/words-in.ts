/** Words that say nothing by themselves. */
const EMPTY = new Set(
  (
    'a about after all also an and any are as at be because been before by can do does did for from had has have how i if in into is ' +
    'it its me much many may more most must my no not of on one only or our out over shall should so some such than that the their ' +
    'them then there these they this to up us was we were what when where which while who whom whose why will with would you your say said tell old long often early late get got take taken need want find found mean called owned number'
  ).split(' '),
);

/** The words of a text that say something, without their endings: `refunds` and `refunded` are one. */
export const wordsIn = (text: string): ReadonlySet<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => !EMPTY.has(word))
      .map((word) => (word.length > 4 ? word.replace(/(?:ies|ing|ed|es|s|e|y)$/, '') : word.replace(/s$/, ''))),
  );

/** The share of some words that others have too, from 0 to 1. */
export const shareIn = (some: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  some.size === 0 ? 0 : [...some].filter((word) => others.has(word)).length / some.size;
