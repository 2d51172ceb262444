import { beforeAll, expect, it } from '@jest/globals';
import { keyset } from '../../src/utils/keyset.ts';
import { searchFilter } from '../../src/utils/search-filter.ts';
import { whereEqual } from '../../src/utils/where-equal.ts';
import { admin } from '../support/admin.ts';

// At a real PostgREST: what these helpers build from a caller's text is read as text, and finds the row that holds it.
const attacks = [
  'x),or=(id.not.is.null',
  'x"),or=(id.not.is.null',
  'x",id.not.is.null,message.eq."x',
  'x\\",id.not.is.null,message.eq.\\"x',
  'x,id.not.is.null',
  'x","y',
  'not.is.null',
  '{x}',
  '(x)',
  '%',
  '_',
  '\\',
  '\\%',
  "x' or '1'='1",
  'x&select=stack',
  'ø 日本 😀',
];
const mark = `/test/${crypto.randomUUID()}`;
beforeAll(async () => {
  const entry = { method: 'GET', route: mark, code: 'test', status_code: 500 };
  const rows = ['plain', 'other', ...attacks].map((message) => ({ ...entry, message }));
  expect((await admin().from('error_logs').insert(rows)).error).toBeNull();
});
const rows = () => admin().from('error_logs').select('id, message').eq('route', mark);
const messagesOf = ({ data, error }: Awaited<ReturnType<typeof rows>>): string[] => {
  expect(error).toBeNull();
  return (data ?? []).map(({ message }) => message).sort();
};

it.each(attacks)('searches for %j as for any text', async (text) => {
  const holding = attacks.filter((attack) => attack.includes(text)).sort();
  expect(messagesOf(await rows().or(searchFilter(['message', 'method'], text)))).toEqual(holding);
});

it('reads a star in a search as any one character, never as any text', async () => {
  expect(messagesOf(await rows().or(searchFilter(['message'], 'pl*in')))).toEqual(['plain']);
  expect(messagesOf(await rows().or(searchFilter(['message'], 'p*n')))).toEqual([]);
});

it.each(attacks)('filters by %j as by any text', async (text) => {
  expect(messagesOf(await whereEqual(rows(), { message: text }))).toEqual([text]);
});

it.each(attacks)('pages after %j as after any text', async (text) => {
  const id = 'ffffffff-ffff-4fff-bfff-ffffffffffff';
  const cursor = Buffer.from(JSON.stringify(['message', text, id])).toString('base64url');
  const found = messagesOf(await keyset.apply(rows(), { limit: 100, cursor, sort: 'message' }));
  const after = messagesOf(await rows().gt('message', text));
  expect(found).toEqual(after);
});

it.each([
  ['another column', ['stack', 'x', crypto.randomUUID()]],
  ['a condition in place of the column', ['message.gt.x,id', 'x', crypto.randomUUID()]],
  ['a condition in place of the id', ['message', 'x', 'x),or(id.not.is.null']],
  ['an object in place of the value', ['message', { gt: 'x' }, crypto.randomUUID()]],
  ['more than a cursor has', ['message', 'x', crypto.randomUUID(), 'x']],
])('refuses a cursor with %s', (_, cursor) => {
  const text = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  expect(() => keyset.apply(rows(), { limit: 1, cursor: text, sort: 'message' })).toThrow(
    expect.objectContaining({ statusCode: 400, code: 'invalid_cursor' }),
  );
});
