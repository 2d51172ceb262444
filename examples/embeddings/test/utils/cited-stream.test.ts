import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { citedStream, type CitedPart } from '../../src/utils/cited-stream.ts';
import { findQuote } from '../../src/utils/find-quote.ts';

const sources = [{ text: 'The ferry leaves at noon.' }, { text: 'Dogs travel free,\n  on a “short” lead – always.' }];

/** What comes of an answer that is given in pieces of a size, neighbouring texts put together. */
const read = (answer: string, size: number): CitedPart[] => {
  const stream = citedStream(sources);
  const pieces = answer.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
  return [...pieces.flatMap((piece) => stream.push(piece)), ...stream.rest()].reduce<CitedPart[]>((all, part) => {
    const last = all.at(-1);
    return part.type === 'text' && last?.type === 'text'
      ? [...all.slice(0, -1), { type: 'text', text: last.text + part.text }]
      : [...all, part];
  }, []);
};

const text = (said: string): CitedPart => ({ type: 'text', text: said });
const refused: CitedPart = { type: 'refused' };

describe('citedStream', () => {
  it.each<readonly [string, string, readonly CitedPart[]]>([
    [
      'words of a passage',
      'At noon [[1|leaves at noon]].',
      [text('At noon '), { type: 'citation', number: 1, start: 10, end: 24 }, text('[1].')],
    ],
    [
      'words that are broken and dashed otherwise',
      'Free [[2|dogs travel free, on a "short" lead - always]]',
      [text('Free '), { type: 'citation', number: 2, start: 0, end: 46 }, text('[2]')],
    ],
    ['a whole passage', 'See [[1]]', [text('See '), { type: 'citation', number: 1, start: 0, end: 25 }, text('[1]')]],
    ['words that no passage has', 'At one [[1|leaves at one]].', [text('At one '), refused, text('.')]],
    ['words of another passage', 'Free [[1|Dogs travel free]]', [text('Free '), refused]],
    [
      'a passage that there is not',
      'So [[3|The ferry]] [[0|The]] [[-1|The]] [[x]]',
      [text('So '), refused, text(' '), refused, text(' '), refused, text(' '), refused],
    ],
    ['no words', 'So [[1|]] [[1| ]]', [text('So '), refused, text(' '), refused]],
    ['an end in the middle of one', 'At noon [[1|leaves', [text('At noon '), refused]],
    ['brackets that are none', 'a[0] [b] [', [text('a[0] [b] [')]],
  ])('reads %s, in pieces of any size', (_name, answer, parts) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(read(answer, size)).toEqual(parts);
  });

  it('cites nothing that the passage has not, whatever it is told', () => {
    const word = fc.constantFrom('[[', ']]', '[', '|', '1', '2', '9', 'Dogs travel', ' at noon', '\n', 'x'.repeat(800));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (words, size) => {
        const parts = read(words.join(''), size);
        expect(parts).toEqual(read(words.join(''), 10_000));
        for (const part of parts) {
          if (part.type === 'text') expect(part.text).not.toMatch(/\[\[\d\|/);
          if (part.type !== 'citation') continue;
          expect(part.end).toBeGreaterThan(part.start);
          expect(part.end).toBeLessThanOrEqual(sources[part.number - 1]?.text.length ?? -1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds each part of a text where it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string(),
        (before, quote, after) => {
          const whole = `${before} ${quote} ${after}`;
          const found = findQuote(whole, quote);
          if (quote.replace(/[\s\u00ad]/g, '') === '') return;
          expect(found).not.toBeNull();
          expect(findQuote(whole.slice(found?.start, found?.end), quote)).not.toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });
});
