import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startSupabase } from '../../stack/start-supabase.ts';

// A database of its own, where a test may be Supabase Auth, or the owner of the tables.
const { dir, remove } = await scratchDir();
const supabase = await startSupabase({ dataDir: dir, port: 0 });
afterAll(async () => {
  await supabase.stop();
  await remove();
});

describe('the access token hook', () => {
  it('adds the roles of the user to the claims, as Supabase Auth calls it', async () => {
    const id = crypto.randomUUID();
    const call = async (): Promise<unknown> => {
      await supabase.query('set role supabase_auth_admin');
      try {
        const event = JSON.stringify({ user_id: id, claims: { sub: id, role: 'authenticated' } });
        const [row] = await supabase.query(`select app.custom_access_token_hook('${event}') as event`);
        return z.object({ event: z.unknown() }).parse(row).event;
      } finally {
        await supabase.query('reset role');
      }
    };
    const claims = { sub: id, role: 'authenticated' };
    expect(await call()).toEqual({ user_id: id, claims: { ...claims, user_roles: [] } });
    await supabase.query(`insert into auth.users (id, email) values ('${id}', 'hook@example.com')`);
    await supabase.query(`insert into app.user_roles (user_id, role) values ('${id}', 'b'), ('${id}', 'a')`);
    expect(await call()).toEqual({ user_id: id, claims: { ...claims, user_roles: ['a', 'b'] } });
  });
});

describe('the audit log', () => {
  it('is only added to, by its owner too', async () => {
    await supabase.query(`insert into app.audit_log (action) values ('test.done')`);
    for (const sql of [
      `update app.audit_log set action = 'a.b'`,
      'delete from app.audit_log',
      'truncate app.audit_log',
    ])
      await expect(supabase.query(sql)).rejects.toThrow('only ever added to');
    expect(await supabase.query("select action from app.audit_log where action not like 'role.%'")).toEqual([
      { action: 'test.done' },
    ]);
  });
});
