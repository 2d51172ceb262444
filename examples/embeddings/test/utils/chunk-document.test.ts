import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMarkdown } from '../../src/clients/documents/read-markdown.ts';
import { readText } from '../../src/clients/documents/read-text.ts';
import { chunkDocument, type ChunkOptions } from '../../src/utils/chunk-document.ts';
import { countTokens } from '../../src/utils/count-tokens.ts';
import { documentUnits, type DocumentText } from '../../src/utils/document-units.ts';
import { roomOf } from '../../src/utils/split-text.ts';

const strategies = ['structure', 'tokens', 'semantic'] as const;

/** A vector of what words a text has: texts on one subject share theirs. */
const embed: ChunkOptions['embed'] = async (texts) =>
  texts.map((text) => {
    const vector = Array<number>(64).fill(0);
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
      vector[[...word].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 64, 7)] = 1;
    return vector;
  });

const options = (strategy: ChunkOptions['strategy'], max_tokens = 40): ChunkOptions => ({
  strategy,
  max_tokens,
  overlap: 10,
  embed,
});

/** What must be so of any document cut in any way. */
const check = async (document: DocumentText, how: ChunkOptions): Promise<void> => {
  const chunks = await chunkDocument(document, how);
  const { text } = document;
  const seen = { to: 0, start: -1 };
  for (const chunk of chunks) {
    expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
    expect(chunk.text.trim()).toBe(chunk.text);
    expect(chunk.tokens).toBe(countTokens(chunk.text, Infinity));
    expect(chunk.tokens).toBeLessThanOrEqual(how.max_tokens);
    expect(chunk.text.length).toBeLessThanOrEqual(how.max_tokens * 16);
    expect(chunk.text.isWellFormed()).toBe(text.isWellFormed() || chunk.text.isWellFormed());
    // Between two chunks there is nothing but blanks, and each has something that those before it have not.
    expect(text.slice(seen.to, chunk.start).trim()).toBe('');
    expect(chunk.end).toBeGreaterThan(seen.to);
    expect(chunk.start).toBeGreaterThan(seen.start);
    if (how.strategy !== 'tokens') expect(chunk.start).toBeGreaterThanOrEqual(seen.to);
    seen.to = chunk.end;
    seen.start = chunk.start;
  }
  expect(text.slice(seen.to).trim()).toBe('');
};

const line = fc.oneof(
  fc.constantFrom(
    '# Title',
    '## Part',
    '| a | b |\n| - | - |\n| 1 | 2 |',
    '```ts\nconst a = 1;\n```',
    '- one\n- two',
    '---',
  ),
  fc.lorem({ maxCount: 3, mode: 'sentences' }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '<|endoftext|>',
    '日本語の文章です。とても長い文章が続きます。',
    'مرحبا بالعالم. هذا نص.',
    '👩‍👩‍👧‍👦'.repeat(20),
    ' '.repeat(300),
  ),
);
const documents = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n\n'));

describe.each(strategies)('chunkDocument by %s', (strategy) => {
  it('loses nothing, keeps to the limit, and says where each chunk stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.integer({ min: 16, max: 120 }),
        fc.integer({ min: 0, max: 80 }),
        async (text, max_tokens, overlap) => {
          const how = { ...options(strategy, max_tokens), overlap };
          await check(readMarkdown(text), how);
          await check(readText(text), how);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('takes blocks that lie', async () => {
    const block = fc.record({
      kind: fc.constantFrom('heading', 'paragraph', 'list', 'table', 'code'),
      level: fc.constant(null),
      start: fc.nat(200),
      end: fc.nat(200),
    });
    await fc.assert(
      fc.asyncProperty(fc.lorem({ maxCount: 30 }), fc.array(block, { maxLength: 6 }), (text, blocks) =>
        check({ text, blocks }, options(strategy)),
      ),
    );
  });

  it.each([
    ['200 KB of one letter', 'a'.repeat(200_000)],
    ['200 KB without a blank', '日本'.repeat(100_000)],
    ['a megabyte of blanks', `a${' '.repeat(1_000_000)}b`],
    ['a megabyte of empty lines', `a${'\n'.repeat(1_000_000)}b`],
    ['a hundred thousand lines of one letter', 'a\n\n'.repeat(100_000)],
    ['special tokens', '<|endoftext|><|im_start|>'.repeat(5000)],
  ])(
    'does not take long for %s',
    async (_name, text) => {
      const started = process.cpuUsage().user;
      await check(readText(text), options(strategy, 200));
      // What the machine does besides does not count.
      expect((process.cpuUsage().user - started) / 1000).toBeLessThan(15_000);
    },
    60_000,
  );
});

it.each([2, 3, 5])('keeps to the limit where a whole counts more than its parts, %s times', async (times) => {
  const document = readText('.    1,234.56\n'.repeat(times).trim());
  const units = [...documentUnits(document, 1000)];
  const parts = units.reduce((sum, { start, tokens }, index) => {
    const before = units[index - 1]?.end ?? start;
    return sum + tokens + (before < start ? roomOf(document.text, before, start) : 0);
  }, 0);
  expect(countTokens(document.text, Infinity)).toBeGreaterThan(parts);
  await check(document, { ...options('structure'), max_tokens: parts });
});
