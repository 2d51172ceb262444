import { describe, expect, it } from '@jest/globals';
import { notificationService } from '../../../src/services/notification.service.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();

const about = (key: string) => ({
  key,
  kind: 'invoice.paid',
  title: `Invoice ${key} was paid`,
  data: { invoice: key },
});
const tell = (userId: string, key: string) => notificationService.notify(userId, about(key));

describe('/v1/notifications', () => {
  it('lists what the caller was told, the newest first: unread, of a kind, by words', async () => {
    const user = await test.newUser();
    const [first] = [await tell(user.id, '1'), await tell(user.id, '2')];
    await notificationService.notify(user.id, { key: 'x', kind: 'welcome', title: 'Hello', body: 'Nice to have you.' });
    await user.api('POST', `/v1/notifications/${first.id}/read`);

    const titles = async (query: string) => {
      const { status, body } = await user.api('GET', `/v1/notifications?${query}`);
      return status === 200 ? body.data.map(({ title }: { title: string }) => title) : status;
    };
    expect(await titles('')).toEqual(['Hello', 'Invoice 2 was paid', 'Invoice 1 was paid']);
    expect(await titles('unread=true')).toEqual(['Hello', 'Invoice 2 was paid']);
    expect(await titles('unread=false')).toEqual(['Invoice 1 was paid']);
    expect(await titles('kind=invoice.paid&sort=created_at')).toEqual(['Invoice 1 was paid', 'Invoice 2 was paid']);
    expect(await titles('q=nice')).toEqual(['Hello']);
    expect(await titles('unread=maybe')).toBe(400);
    const page = await user.api('GET', '/v1/notifications?limit=2');
    expect(page.body).toMatchObject({ pagination: { limit: 2, next_cursor: expect.any(String) } });
    expect(await titles(`limit=2&cursor=${page.body.pagination.next_cursor}`)).toEqual(['Invoice 1 was paid']);
  });

  it('marks one as read, which stays at its time, and all', async () => {
    const user = await test.newUser();
    const [one] = [await tell(user.id, '1'), await tell(user.id, '2'), await tell(user.id, '3')];
    const read = await user.api('POST', `/v1/notifications/${one.id}/read`);
    expect(read.body.data).toEqual({ ...one, read_at: expect.any(String) });
    const again = await user.api('POST', `/v1/notifications/${one.id}/read`);
    expect(again.body.data.read_at).toBe(read.body.data.read_at);
    expect((await user.api('POST', '/v1/notifications/read')).body).toEqual({ data: { marked: 2 } });
    expect((await user.api('POST', '/v1/notifications/read')).body).toEqual({ data: { marked: 0 } });
  });

  it('is of no use to anybody else', async () => {
    const [owner, other] = [await test.newUser(), await test.newUser()];
    const { id } = await tell(owner.id, '1');
    expect((await other.api('GET', '/v1/notifications')).body.data).toEqual([]);
    expect(await other.api('POST', `/v1/notifications/${id}/read`)).toMatchObject({
      status: 404,
      body: { error: { code: 'notification_not_found' } },
    });
    expect((await other.api('POST', '/v1/notifications/read')).body.data).toEqual({ marked: 0 });
    expect((await owner.api('GET', '/v1/notifications?unread=true')).body.data).toHaveLength(1);
    expect((await test.anonymous.api('GET', '/v1/notifications')).status).toBe(401);
  });
});

describe('app.notifications, past the API', () => {
  it('lets its owner read and mark, and write nothing else', async () => {
    const [owner, other] = [await test.newUser(), await test.newUser()];
    const { id } = await tell(owner.id, '1');
    const row = `/notifications?id=eq.${id}`;
    const forged = { owner_id: owner.id, key: 'forged', kind: 'welcome', title: 'You have won' };
    for (const { rest } of [owner, other, test.anonymous]) {
      expect([401, 403]).toContain((await rest('POST', '/notifications', forged)).status);
      expect([401, 403]).toContain((await rest('PATCH', row, { title: 'Another' })).status);
      expect([401, 403]).toContain((await rest('PATCH', row, { owner_id: other.id })).status);
      expect([401, 403]).toContain((await rest('DELETE', row)).status);
      expect([401, 403, 404]).toContain((await rest('POST', '/rpc/confirmed_email', { user_id: owner.id })).status);
    }
    expect((await other.rest('GET', row)).body).toEqual([]);
    expect((await other.rest('PATCH', row, { read_at: '2020-01-01T00:00:00Z' })).body).toEqual([]);
    const [marked] = (await owner.rest('PATCH', row, { read_at: '2020-01-01T00:00:00Z' })).body;
    expect(Date.parse(marked.read_at)).toBeGreaterThan(Date.now() - 60_000);
  });
});
