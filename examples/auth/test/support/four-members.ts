import { newOrganisation } from './new-organisation.ts';
import type { TestApp } from './start-test-app.ts';

/** An organisation with its owner, two admins and a member, and the URLs of their memberships, by the API and past it. */
export async function fourMembers(test: TestApp) {
  const [owner, admin, admin2, member] = await Promise.all([
    test.newUser(),
    test.newUser(),
    test.newUser(),
    test.newUser(),
  ]);
  const organisation = await newOrganisation(owner, { admin, admin2, member });
  const memberUrl = (user: typeof owner): string => `${organisation.url}/members/${organisation.membershipOf(user)}`;
  const restUrl = (user: typeof owner): string => `/memberships?id=eq.${organisation.membershipOf(user)}`;
  return { owner, admin, admin2, member, organisation, memberUrl, restUrl };
}
