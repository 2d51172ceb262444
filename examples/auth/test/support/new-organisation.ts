import { admin } from './admin.ts';
import type { TestUser } from './test-user.ts';

type Owner = Pick<TestUser, 'id' | 'email' | 'create'>;

/** An organisation of this user, with others in their roles. Resolves to its id and each one's membership. */
export async function newOrganisation(owner: Owner, others: Readonly<Record<string, Owner>> = {}) {
  const id = await owner.create('/v1/organisations', { name: 'Acme' });
  const rows = Object.entries(others).map(([role, { id: user_id }]) => ({
    organisation_id: id,
    user_id,
    // `admin`, or `admin2` where there are several.
    role: role.replace(/\d+$/, '') as 'admin',
  }));
  const { error } = await admin().from('memberships').insert(rows);
  if (error !== null) throw new Error(`The members could not be added: ${error.message}`);
  const { data } = await admin().from('memberships').select('id, user_id').eq('organisation_id', id);
  const membershipOf = (user: Owner): string =>
    data?.find(({ user_id }) => user_id === user.id)?.id ?? `no member: ${user.email}`;
  return { id, url: `/v1/organisations/${id}`, membershipOf };
}
