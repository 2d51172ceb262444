import { describe, expect, it } from '@jest/globals';
import { eventService } from '../../src/services/event.service.ts';
import type { Job } from '../../src/utils/define-job.ts';
import { admin } from './admin.ts';
import { asUser } from './as-user.ts';
import type { ResourceContract } from './resource-contract.ts';
import { startTestWorker } from './start-test-worker.ts';
import type { TestUser } from './test-user.ts';
import { until } from './until.ts';

const CAT = 'The cat sleeps on the warm sofa all afternoon';
const RENT = 'The rent of the office is due on the first of the month';
const BICYCLE = 'How to mend a flat tyre of a bicycle';

/** What a resource that is searched by meaning must do. `columns` are those that are embedded; `job` makes the vectors. */
export function describeEmbeddings(resource: ResourceContract, columns: readonly string[], job: Job): void {
  const { path, table, name, sample, publicRead, softDelete } = resource;
  const vectors = `${name}_vectors`;

  describe(`${path}, searched by meaning`, () => {
    const test = startTestWorker(job);
    const says = (text: string) => Object.fromEntries(columns.map((column) => [column, text]));
    const make = async (user: TestUser, n: number, text: string): Promise<string> => {
      const id = await user.create(path, { ...(await sample(user, n)), ...says(text) });
      expect(await test.run({ id }, user.id)).toEqual({ state: 'completed', error: null });
      return id;
    };
    const search = async (user: TestUser, query: string, limit = 50): Promise<{ id: string; similarity: number }[]> => {
      const reply = await user.api('POST', `${path}/search`, { query, limit });
      expect(reply.status).toBe(200);
      return reply.body.data;
    };
    const idsOf = async (user: TestUser, query: string, limit?: number): Promise<string[]> =>
      (await search(user, query, limit)).map(({ id }) => id);

    it('finds rows by what they mean, the nearest first', async () => {
      const user = await test.newUser();
      const ids = [await make(user, 1, RENT), await make(user, 2, CAT), await make(user, 3, BICYCLE)];
      const found = (await search(user, 'a kitten naps on the couch')).filter(({ id }) => ids.includes(id));
      expect(found[0]).toMatchObject({ ...(await user.api('GET', `${path}/${ids[1]}`)).body.data, ...says(CAT) });
      expect(found).toHaveLength(3);
      expect(found.map(({ similarity }) => similarity)).toEqual(
        found.map(({ similarity }) => similarity).toSorted((a, b) => b - a),
      );
      expect(await search(user, 'repairing a punctured wheel', 1)).toHaveLength(1);
    });

    it('finds a row by what it says now, and no more when it is gone', async () => {
      const user = await test.newUser();
      const [id, other] = [await make(user, 1, CAT), await make(user, 2, RENT)];
      const likeness = async () => (await search(user, BICYCLE)).find((row) => row.id === id)?.similarity;
      expect(await likeness()).toBeLessThan(0.6);
      expect((await user.api('PATCH', `${path}/${id}`, says(BICYCLE))).status).toBe(200);
      expect(await test.run({ id }, user.id)).toMatchObject({ state: 'completed' });
      expect(await likeness()).toBeGreaterThan(0.9);
      expect((await user.api('DELETE', `${path}/${id}`)).status).toBe(204);
      const left = await idsOf(user, BICYCLE);
      expect(left).not.toContain(id);
      expect(left).toContain(other);
      if (!softDelete) return;
      expect((await user.api('POST', `${path}/${id}/restore`)).status).toBe(200);
      expect(await idsOf(user, BICYCLE)).toContain(id);
    });

    it('embeds a row when its event is told, and what was missed when the job runs by itself', async () => {
      const user = await test.newUser();
      const created = await user.api('POST', path, { ...(await sample(user, 1)), ...says(CAT) });
      const { id } = created.body.data;
      const told = admin().from('outbox_events').select('id, payload').eq('name', `${name}.created`).eq('key', id);
      const { data: event } = await told.single();
      const { handlers, payload } = eventService.get(`${name}.created`);
      const context = { eventId: event?.id ?? '', userId: user.id, requestId: null, signal: AbortSignal.timeout(10_000), log: test.app().log }; // prettier-ignore
      await asUser(test.app(), user.id, async () => handlers['embed']?.(payload.parse(event?.payload), context));
      await until(async () => (await user.rest('GET', `/${vectors}?row_id=eq.${id}`)).body[0] ?? null, 30_000);
      expect(await idsOf(user, CAT)).toContain(id);

      const missed = await user.create(path, { ...(await sample(user, 2)), ...says(RENT) });
      expect(await idsOf(user, RENT)).not.toContain(missed);
      expect(await test.run({}, user.id)).toMatchObject({ state: 'completed' });
      expect(await idsOf(user, RENT)).toContain(missed);
    });

    it(`shows another user ${publicRead ? 'the rows' : 'nothing'}, and keeps the vectors from everyone's writes`, async () => {
      const [user, other] = [await test.newUser(), await test.newUser()];
      const id = await make(user, 1, CAT);
      expect((await idsOf(other, CAT)).includes(id)).toBe(publicRead);
      const one = `/${vectors}?row_id=eq.${id}`;
      expect((await other.rest('GET', one)).body).toHaveLength(publicRead ? 1 : 0);
      expect((await user.rest('GET', one)).body).toHaveLength(1);
      for (const reply of [
        await user.rest('PATCH', one, { version: 9 }),
        await user.rest('DELETE', one),
        await user.rest('POST', `/${vectors}`, { row_id: id, owner_id: user.id, model: 'a', version: 1 }),
        await user.rest('POST', `/rpc/${table}_to_embed`, { by_model: 'a', max_rows: 1 }),
      ])
        expect(reply.status).toBe(403);
      expect((await test.anonymous.api('POST', `${path}/search`, { query: CAT })).status).toBe(401);
      expect((await user.api('POST', `${path}/search`, { query: ' ' })).status).toBe(400);
      expect((await user.api('POST', `${path}/search`, { query: CAT, limit: 51 })).status).toBe(400);
    });
  });
}
