import { describe, expect, it } from '@jest/globals';
import { inviteGuest } from '../../support/invite-guest.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();
const missing = { status: 404, body: { error: { code: 'invitation_not_found' }, statusCode: 404 } };
const invited = (role = 'member') => inviteGuest(test, role);

describe('/v1/organisations/:organisation_id/invitations', () => {
  it('makes whoever was invited a member, once', async () => {
    const { guest, organisation, token } = await invited('admin');
    const accepted = await guest.api('POST', '/v1/invitations/accept', { token });
    expect(accepted).toMatchObject({ status: 200, body: { data: { organisation_id: organisation.id } } });
    const { body } = await guest.api('GET', `${organisation.url}/members?role=admin`);
    expect(body.data).toMatchObject([{ user_id: guest.id, role: 'admin' }]);
    expect(await guest.api('POST', '/v1/invitations/accept', { token })).toMatchObject(missing);
    expect((await guest.api('GET', `${organisation.url}/invitations`)).body.data).toEqual([]);
  });
});
