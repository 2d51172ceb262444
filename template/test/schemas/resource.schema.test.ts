import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { filter, idParams, ifMatchHeaders, noBody, noQuery, pageQuery } from '../../src/schemas/resource.schema.ts';

const result = (schema: z.ZodType, value: unknown): unknown => {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : 'refused';
};

describe('ifMatchHeaders', () => {
  it.each([
    [{}, null],
    [{ 'if-match': '*' }, null],
    [{ 'if-match': '"3"' }, 3],
    [{ 'if-match': '3' }, 'refused'],
    [{ 'if-match': 'W/"3"' }, 'refused'],
    [{ 'if-match': '"1", "2"' }, 'refused'],
    [{ 'if-match': `"${'1'.repeat(11)}"` }, 'refused'],
  ])('%j gives %j', (headers, version) => {
    expect(result(ifMatchHeaders, headers)).toEqual(version === 'refused' ? version : { 'if-match': version });
  });
});

describe('noQuery and noBody', () => {
  it('take nothing in each of its forms, and refuse everything else', () => {
    expect(result(noQuery, {})).toEqual({});
    expect(result(noQuery, { page: '2' })).toBe('refused');
    expect([undefined, null, {}].map((body) => result(noBody, body))).toEqual([null, null, {}]);
    expect([{ a: 1 }, [], '', 0, false].map((body) => result(noBody, body))).toEqual(Array(5).fill('refused'));
  });
});

describe('pageQuery', () => {
  const schema = z.strictObject(pageQuery);
  it.each([
    [{}, { limit: 20, cursor: null }],
    [{ limit: '100' }, { limit: 100, cursor: null }],
    [{ limit: '0' }, 'refused'],
    [{ limit: '101' }, 'refused'],
    [{ limit: '1.5' }, 'refused'],
    [{ limit: 'ten' }, 'refused'],
    [{ cursor: 'x'.repeat(4001) }, 'refused'],
  ])('%j', (query, expected) => {
    expect(result(schema, query)).toEqual(expected);
  });
});

describe('filter', () => {
  it.each([
    ['text', undefined, null],
    ['text', '', ''],
    ['text', 'x'.repeat(2049), 'refused'],
    ['integer', undefined, null],
    ['integer', '-5', -5],
    ['integer', '2147483648', 'refused'],
    ['integer', '1.5', 'refused'],
    ['integer', '', 'refused'],
    ['boolean', undefined, null],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['boolean', '1', 'refused'],
    ['search', undefined, null],
    ['search', ' acme ', 'acme'],
    ['search', '   ', 'refused'],
    ['search', 'x'.repeat(101), 'refused'],
    ['search', ['a', 'b'], 'refused'],
  ] as const)('%s of %j', (type, value, expected) => {
    expect(result(filter[type](), value)).toEqual(expected);
  });
});

describe('idParams', () => {
  it.each(['x', '', '../x', '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d000'])('refuses %j', (id) => {
    expect(idParams.safeParse({ id }).success).toBe(false);
  });
});
