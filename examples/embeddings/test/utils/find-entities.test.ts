import { describe, expect, it } from '@jest/globals';
import { findEntities } from '../../src/utils/find-entities.ts';

describe('findEntities', () => {
  it('finds names, acronyms and names of programs, each once and in lower case', () => {
    const text =
      'The Bank of England lent to Ada Lovelace. HNSW and RFC 7396 are read by `search_chunks` and embedText; HNSW again.';
    expect(findEntities(text)).toEqual([
      'bank of england',
      'ada lovelace',
      'hnsw',
      'rfc 7396',
      'search_chunks',
      'embedtext',
    ]);
  });

  it('finds none in a text without names, and takes no longer for what is made to take long', () => {
    expect(findEntities('It rains, and nobody knows why.')).toEqual([]);
    for (const odd of ['A'.repeat(40_000), 'Aa '.repeat(13_000), 'a_'.repeat(20_000), 'aA'.repeat(20_000)]) {
      const began = performance.now();
      findEntities(odd);
      expect(performance.now() - began).toBeLessThan(500);
    }
  });
});
