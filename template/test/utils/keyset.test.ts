import { describe, expect, it } from '@jest/globals';
import { keyset, type PageRequest } from '../../src/utils/keyset.ts';

const id = '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001';

type Recorded = {
  calls: unknown[][];
  order(column: string, options: { ascending: boolean }): Recorded;
  limit(count: number): Recorded;
  or(filters: string): Recorded;
};

const recordingQuery = (): Recorded => {
  const calls: unknown[][] = [];
  const query: Recorded = {
    calls,
    order: (...call) => (calls.push(['order', ...call]), query),
    limit: (...call) => (calls.push(['limit', ...call]), query),
    or: (...call) => (calls.push(['or', ...call]), query),
  };
  return query;
};

const apply = (request: PageRequest): unknown[][] => keyset.apply(recordingQuery(), request).calls;
const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const thrownBy = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
};

describe('keyset.page', () => {
  const rows = [1, 2, 3].map((n) => ({ id: id.replace(/1$/, String(n)), number: `A${n}` }));

  it('cuts what was read beyond the page, and points at its last row', () => {
    const { data, pagination } = keyset.page(rows, { limit: 2, cursor: null, sort: '-number' });
    expect(data).toEqual(rows.slice(0, 2));
    expect(pagination.limit).toBe(2);
    const decoded = Buffer.from(pagination.next_cursor ?? '', 'base64url').toString();
    expect(JSON.parse(decoded)).toEqual(['-number', 'A2', rows[1]?.id]);
  });

  it.each([3, 4])('ends where no row is left (limit %d)', (limit) => {
    const page = keyset.page(rows, { limit, cursor: null, sort: 'number' });
    expect(page).toEqual({ data: rows, pagination: { limit, next_cursor: null } });
  });
});

describe('keyset.apply', () => {
  it('orders by the column and the id, both the same way, and reads one row more', () => {
    expect(apply({ limit: 20, cursor: null, sort: 'number' })).toEqual([
      ['order', 'number', { ascending: true }],
      ['order', 'id', { ascending: true }],
      ['limit', 21],
    ]);
    expect(apply({ limit: 1, cursor: null, sort: '-number' }).slice(0, 2)).toEqual([
      ['order', 'number', { ascending: false }],
      ['order', 'id', { ascending: false }],
    ]);
  });

  it.each([
    ['number', 'A2', `number.gt."A2",and(number.eq."A2",id.gt.${id})`],
    ['-number', 'A2', `number.lt."A2",and(number.eq."A2",id.lt.${id})`],
    ['-count', 7, `count.lt."7",and(count.eq."7",id.lt.${id})`],
    ['paid', false, `paid.gt."false",and(paid.eq."false",id.gt.${id})`],
    ['number', '', `number.gt."",and(number.eq."",id.gt.${id})`],
    [
      'number',
      'x"),or=(owner_id.not.is.null\\',
      `number.gt."x\\"),or=(owner_id.not.is.null\\\\",and(number.eq."x\\"),or=(owner_id.not.is.null\\\\",id.gt.${id})`,
    ],
  ])('continues %s after %j', (sort, value, condition) => {
    expect(apply({ limit: 5, cursor: cursorOf([sort, value, id]), sort }).at(-1)).toEqual(['or', condition]);
  });

  it.each([
    ['text that is no base64', '%%% ø'],
    ['no JSON', Buffer.from('[').toString('base64url')],
    ['another shape', cursorOf({ sort: 'number', value: 1, id })],
    ['another sort', cursorOf(['-number', 'A2', id])],
    ['a column of its own', cursorOf(['owner_id', 'A2', id])],
    ['no value', cursorOf(['number', null, id])],
    ['an object as the value', cursorOf(['number', { toString: 'A2' }, id])],
    ['a condition as the id', cursorOf(['number', 'A2', `${id}),or(id.not.is.null`])],
    ['a value of 1,001 characters', cursorOf(['number', 'x'.repeat(1001), id])],
    ['more than three parts', cursorOf(['number', 'A2', id, 1])],
    ['nothing', ''],
    ['100,000 levels of array', Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)).toString('base64url')],
  ])('refuses a cursor with %s', (_, cursor) => {
    expect(thrownBy(() => apply({ limit: 5, cursor, sort: 'number' }))).toMatchObject({
      statusCode: 400,
      code: 'invalid_cursor',
    });
  });

  it('takes the cursor that page() made', () => {
    const request = { limit: 1, cursor: null, sort: '-at' };
    const rows = [1, 2].map(() => ({ id, at: '2026-11-22T19:13:06.081+00:00' }));
    const { next_cursor: cursor } = keyset.page(rows, request).pagination;
    expect(apply({ ...request, cursor }).at(-1)?.[1]).toContain('at.lt."2026-11-22T19:13:06.081+00:00"');
  });
});
