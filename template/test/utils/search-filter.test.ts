import { describe, expect, it } from '@jest/globals';
import { postgrestQuote } from '../../src/utils/postgrest-quote.ts';
import { searchFilter } from '../../src/utils/search-filter.ts';

describe('postgrestQuote', () => {
  it.each([
    ['plain', '"plain"'],
    ['a,b.c(d)', '"a,b.c(d)"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['back\\slash', '"back\\\\slash"'],
    ['\\"', '"\\\\\\""'],
    ['', '""'],
    [12, '"12"'],
    [true, '"true"'],
  ])('%j becomes %s', (value, quoted) => {
    expect(postgrestQuote(value)).toBe(quoted);
  });
});

describe('searchFilter', () => {
  it.each([
    [['name'], 'acme', 'name.ilike."%acme%"'],
    [['name', 'note'], 'acme', 'name.ilike."%acme%",note.ilike."%acme%"'],
    [['name'], '100%', 'name.ilike."%100\\\\%%"'],
    [['name'], 'a_b', 'name.ilike."%a\\\\_b%"'],
    [['name'], 'a\\b', 'name.ilike."%a\\\\\\\\b%"'],
    [['name'], 'a*b', 'name.ilike."%a_b%"'],
    [['name'], 'x"),or=(id.not.is.null', 'name.ilike."%x\\"),or=(id.not.is.null%"'],
  ])('%j for %j is %s', (columns, text, filter) => {
    expect(searchFilter(columns, text)).toBe(filter);
  });
});
