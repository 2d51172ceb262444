import { admin } from './admin.ts';

/** Gives a user a role as an administrator does in SQL. */
export async function grantAdminRole({ id }: { readonly id: string }, role = 'admin'): Promise<void> {
  const { error } = await admin().from('user_roles').insert({ user_id: id, role });
  if (error !== null) throw new Error(`The role could not be given: ${error.message}`);
}
