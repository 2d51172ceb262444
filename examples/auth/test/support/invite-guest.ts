import { newOrganisation } from './new-organisation.ts';
import type { TestApp } from './start-test-app.ts';

/** An invitation, its token, and the two users that it is about. */
export async function inviteGuest(test: TestApp, role = 'member') {
  const [owner, guest] = await Promise.all([test.newUser(), test.newUser()]);
  const organisation = await newOrganisation(owner);
  const reply = await owner.api('POST', `${organisation.url}/invitations`, { email: guest.email, role });
  if (reply.status !== 201) throw new Error(`The guest could not be invited: ${JSON.stringify(reply.body)}`);
  const { id, token }: { id: string; token: string } = reply.body.data;
  return { owner, guest, organisation, id, token };
}
