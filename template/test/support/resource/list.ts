import { describe, expect, it } from '@jest/globals';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';
import type { TestUser } from '../test-user.ts';
import { ownList } from './own-list.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);

/** Every row of the list, page by page; `between` runs after each page. A row that comes again ends it, as it may for ever. */
const walk = async (user: TestUser, url: string, between: (seen: readonly Row[]) => Promise<void>): Promise<Row[]> => {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await user.api('GET', `${url}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    expect(page.status).toBe(200);
    rows.push(...page.body.data);
    expect({ url, repeated: rows.length - new Set(idsOf(rows)).size }).toEqual({ url, repeated: 0 });
    cursor = page.body.pagination.next_cursor;
    await between(rows);
  }
  return rows;
};

/** Numbers, and dates as instants; null for text, whose order is the database's own. */
const comparable = (values: readonly unknown[]): number[] | null => {
  const texts = values.map(String);
  if (texts.every((text) => /^-?\d+(\.\d+)?$/.test(text))) return texts.map(Number);
  return texts.every((text) => /^\d{4}-\d\d-\d\d(T|$)/.test(text)) ? texts.map((text) => Date.parse(text)) : null;
};

/** The ids of every row of the list, one row a page. */
const walkSingly = async (user: TestUser, url: string): Promise<string[]> =>
  idsOf(await walk(user, `${url}&limit=1`, async () => undefined));

/** What every one of these texts begins with. */
const commonStart = ([first = '', ...others]: readonly string[]): string =>
  others.reduce((start, text) => {
    const end = [...start].findIndex((letter, index) => letter !== text[index]);
    return end === -1 ? start : start.slice(0, end);
  }, first);

const samples = (resource: ResourceContract, user: TestUser, from: number, to: number) =>
  Promise.all(Array.from({ length: to - from }, (_, index) => resource.sample(user, from + index)));

export const testList = (resource: ResourceContract, test: TestApp): void => {
  const { path, table, sample, filters, sorts, search, fullText } = resource;

  describe('list', () => {
    it('shows every row that stays exactly once while others come and go, ties included', async () => {
      const user = await test.newUser();
      // One INSERT, so that all have the same created_at.
      const inserted = await user.rest('POST', `/${table}`, await samples(resource, user, 0, 12));
      expect(inserted.status).toBe(201);
      const ids: string[] = inserted.body.map((row: Row) => row.id);
      const gone = new Set<string>();
      let next = 12;

      const seen = await walk(user, ownList(resource, user, `limit=3`), async (rows) => {
        const victim = ids.find((id) => !gone.has(id) && !rows.some((row) => row.id === id));
        if (victim !== undefined && gone.size < 3) {
          gone.add(victim);
          expect((await user.api('DELETE', `${path}/${victim}`)).status).toBe(204);
        }
        if (next < 15) await user.create(path, await sample(user, next));
        next += 1;
      });

      const stayed = ids.filter((id) => !gone.has(id));
      expect(
        idsOf(seen)
          .filter((id) => stayed.includes(id))
          .sort(),
      ).toEqual([...stayed].sort());
    });

    it('sorts by each column that can be sorted by, both ways, page by page', async () => {
      const user = await test.newUser();
      for (const body of await samples(resource, user, 0, 5)) await user.create(path, body);
      for (const column of sorts) {
        const up = await walk(user, ownList(resource, user, `limit=2&sort=${column}`), async () => undefined);
        const down = await walk(user, ownList(resource, user, `limit=2&sort=-${column}`), async () => undefined);
        expect(up).toHaveLength(5);
        expect({ column, ids: idsOf(down) }).toEqual({ column, ids: idsOf(up).reverse() });
        const values = up.map((row) => row[column]);
        const order = comparable(values);
        if (order !== null) expect({ column, order }).toEqual({ column, order: order.toSorted((a, b) => a - b) });
      }
    });

    it('filters by each column that can be filtered by', async () => {
      const user = await test.newUser();
      for (const body of await samples(resource, user, 0, 3)) await user.create(path, body);
      const all: Row[] = (await user.api('GET', ownList(resource, user))).body.data;
      for (const column of filters) {
        const value = all[0]?.[column];
        if (value === null) continue;
        const found = await user.api('GET', ownList(resource, user, `${column}=${encodeURIComponent(String(value))}`));
        const expected = all.filter((row) => row[column] === value);
        expect({ column, status: found.status, data: found.body.data }).toEqual({
          column,
          status: 200,
          data: expected,
        });
        const walked = await walkSingly(
          user,
          ownList(resource, user, `${column}=${encodeURIComponent(String(value))}`),
        );
        expect({ column, walked }).toEqual({ column, walked: idsOf(expected) });
      }
    });

    it('searches text, and takes what is typed for text', async () => {
      const user = await test.newUser();
      for (const body of await samples(resource, user, 0, 3)) await user.create(path, body);
      const all: Row[] = (await user.api('GET', ownList(resource, user))).body.data;
      for (const column of search) {
        const text = String(all[0]?.[column]);
        const found = await user.api('GET', ownList(resource, user, `q=${encodeURIComponent(text.toUpperCase())}`));
        expect(idsOf(found.body.data)).toContain(all[0]?.id);
        // The condition of the search and that of the cursor are both alternatives: neither may replace the other.
        const start = commonStart(all.map((row) => String(row[column])));
        const common = fullText ? (/^\w+(?= )/.exec(start)?.[0] ?? '') : start.trim();
        const walked =
          common === ''
            ? idsOf(all)
            : await walkSingly(user, ownList(resource, user, `q=${encodeURIComponent(common)}`));
        expect({ column, walked }).toEqual({ column, walked: idsOf(all) });
      }
      if (fullText) {
        const text = String(all[0]?.[search[0] ?? '']);
        for (const [q, rows] of [
          [`no_such_word or "${text}"`, [all[0]]],
          [`"${text}" -"${text}"`, []],
        ] as const) {
          expect({
            q,
            ...(await user.api('GET', ownList(resource, user, `q=${encodeURIComponent(q)}`))).body,
          }).toMatchObject({ q, data: rows });
        }
      }
      if (search.length === 0) return expect((await user.api('GET', ownList(resource, user, `q=a`))).status).toBe(400);
      for (const hostile of ['x),or=(id.not.is.null', '%', '_', '\\', '"', 'a,b', 'x"),id.neq."y', ')', "'"]) {
        const found = await user.api('GET', ownList(resource, user, `q=${encodeURIComponent(hostile)}`));
        expect({ hostile, status: found.status, data: found.body.data }).toEqual({ hostile, status: 200, data: [] });
      }
    });

    it('refuses a cursor that is forged or belongs to another order', async () => {
      const user = await test.newUser();
      for (const body of await samples(resource, user, 0, 2)) await user.create(path, body);
      const { next_cursor } = (await user.api('GET', ownList(resource, user, `limit=1`))).body.pagination;
      const forged = Buffer.from(JSON.stringify(['-created_at', 'x),or=(id.not.is.null', 'no-id'])).toString(
        'base64url',
      );
      for (const url of [
        ownList(resource, user, `cursor=abc`),
        ownList(resource, user, `cursor=${forged}`),
        ownList(resource, user, `sort=created_at&cursor=${next_cursor}`),
      ]) {
        expect({ url, ...(await user.api('GET', url)) }).toMatchObject({
          url,
          status: 400,
          body: { error: { code: 'invalid_cursor' } },
        });
      }
    });
  });
};
