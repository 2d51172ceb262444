import { describe, expect, it } from '@jest/globals';
import { eventService } from '../../../src/services/event.service.ts';
import { admin } from '../admin.ts';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';

/** What the outbox holds of the rows of one user, in its order. */
const eventsOf = async (name: string, userId: string) => {
  const outbox = admin().from('outbox_events').select('name, key, payload, user_id');
  return (await outbox.eq('user_id', userId).like('name', `${name}.%`).order('position').throwOnError()).data;
};

/** Rows whose changes are told in the outbox. */
export const testEvents = (resource: ResourceContract, test: TestApp): void => {
  const { path, table, name, sample, softDelete, refusedByDatabase } = resource;

  describe('events', () => {
    it('tell of each change in its order, of whose it was, and what the row was then', async () => {
      const user = await test.newUser();
      const created = await user.api('POST', path, await sample(user, 1));
      const { id } = created.body.data;
      const row = `${path}/${id}`;
      const replaced = await user.api('PUT', row, await sample(user, 2));
      expect((await user.api('DELETE', row)).status).toBe(204);
      if (softDelete) expect((await user.api('POST', `${row}/restore`)).status).toBe(200);

      const events = (await eventsOf(name, user.id)).filter(({ key }) => key === id);
      const happened = ['created', 'updated', 'deleted', ...(softDelete ? ['restored'] : [])];
      expect(events.map((event) => event.name)).toEqual(happened.map((verb) => `${name}.${verb}`));
      // As a handler gets it: read by the schema that the event's file names.
      const payloads = events.map((event) => eventService.get(event.name).payload.parse(event.payload));
      expect(payloads.slice(0, 2)).toEqual([created.body.data, replaced.body.data]);
    });

    it('tell nothing of what was refused or rolled back', async () => {
      const [user, other] = [await test.newUser(), await test.newUser()];
      const id = await user.create(path, await sample(user, 1));
      const row = `${path}/${id}`;
      const body = await sample(user, 2);
      const theirs = await sample(other, 2);
      // The rows that the samples refer to may be of the same table.
      const [before, beforeOfOther] = [await eventsOf(name, user.id), await eventsOf(name, other.id)];
      expect((await user.api('PUT', row, body, { 'if-match': '"7"' })).status).toBe(412);
      expect((await user.api('DELETE', row, undefined, { 'if-match': '"7"' })).status).toBe(412);
      expect((await other.api('PUT', row, theirs)).status).toBeGreaterThanOrEqual(400);
      expect((await other.api('DELETE', row)).status).toBeGreaterThanOrEqual(400);
      for (const [column, values] of Object.entries(refusedByDatabase)) {
        for (const value of values) {
          // The first of the two is good, and goes with the second.
          const both = await user.rest('POST', `/${table}`, [body, { ...body, [column]: value }]);
          expect(both.status).toBeGreaterThanOrEqual(400);
        }
      }
      expect(await eventsOf(name, user.id)).toEqual(before);
      expect(await eventsOf(name, other.id)).toEqual(beforeOfOther);
    });

    it('are shown to no user, and written by none', async () => {
      const user = await test.newUser();
      await user.create(path, await sample(user, 1));
      const before = await eventsOf(name, user.id);
      const calls = [
        await user.rest('GET', '/outbox_events'),
        await user.rest('POST', '/outbox_events', { name: `${name}.created`, payload: {} }),
        await user.rest('PATCH', '/outbox_events?key=not.is.null', { name: 'a.b' }),
        await user.rest('DELETE', '/outbox_events?key=not.is.null'),
      ];
      for (const call of calls) expect(call).toMatchObject({ status: 403, body: { code: '42501' } });
      expect(before.length).toBeGreaterThan(0);
      expect(await eventsOf(name, user.id)).toEqual(before);
    });
  });
};
