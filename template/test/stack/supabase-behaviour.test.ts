// The embedded Supabase must behave as a hosted one where code relies on it. What is tested here is what Supabase Lite
// alone does differently.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from '@supabase/supabase-js';
import { startSupabase } from '../../stack/start-supabase.ts';
import { scratchProject } from './scratch-project.ts';

const migration = `
create schema app;
grant usage on schema app to authenticated, service_role;
create table app.notes (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default (auth.uid()),
  title text not null,
  total numeric,
  big bigint,
  created_at timestamptz not null default now(),
  local_at timestamp not null default '2026-01-02 03:04:05.678901'
);
alter table app.notes enable row level security;
create policy own on app.notes to authenticated using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, insert (title, total, big), update (title) on app.notes to authenticated;
create function app.all_notes() returns setof app.notes language sql stable as 'select * from app.notes';
create table app.secrets (id int primary key);
alter table app.secrets enable row level security;
create policy anything on app.secrets using (true);
create policy own_files on storage.objects to authenticated
  using (owner_id = (select auth.uid()::text)) with check (bucket_id = 'files' and (storage.foldername(name))[1] = (select auth.uid()::text));
`;

const project = await scratchProject({ '20260101000000_notes.sql': migration });
const supabase = await startSupabase({ ...project, port: 0 });
const noSession = { auth: { persistSession: false, autoRefreshToken: false } };

afterAll(async () => {
  await supabase.stop();
  await project.remove();
});

async function signUp() {
  const { publishable } = supabase.keys;
  const flow = createClient(supabase.url, publishable, noSession);
  const email = `${randomUUID()}@example.com`;
  const { data } = await flow.auth.signUp({ email, password: 'a long password' });
  const token = data.session?.access_token ?? '';
  const client = createClient(supabase.url, publishable, { accessToken: () => Promise.resolve(token) });
  return { email, id: data.user?.id ?? '', client, notes: () => client.schema('app').from('notes') };
}

const user: { current: Awaited<ReturnType<typeof signUp>> | null } = { current: null };

beforeAll(async () => {
  user.current = await signUp();
});

function current() {
  if (user.current === null) throw new Error('nobody signed up');
  return user.current;
}

describe('grants', () => {
  it('are enforced by column on insert and update', async () => {
    const { notes } = current();
    const inserted = await notes().insert({ title: 'a', owner_id: randomUUID() });
    expect(inserted.error).toMatchObject({ code: '42501' });
    const made = await notes().insert({ title: 'a' }).select('id').single();
    expect(made.error).toBeNull();
    const moved = await notes().update({ created_at: '2020-01-01' }).eq('id', made.data?.id);
    expect(moved.error).toMatchObject({ code: '42501' });
    const removed = await notes().delete().eq('id', made.data?.id);
    expect(removed.error).toMatchObject({ code: '42501' });
  });

  it('are not given to a table whose migration grants nothing, whatever its policies say', async () => {
    const admin = createClient(supabase.url, supabase.keys.secret, noSession);
    for (const client of [current().client, admin]) {
      const { error } = await client.schema('app').from('secrets').select();
      expect(error).toMatchObject({ code: '42501' });
    }
  });

  it('refuse a client without a token', async () => {
    const anonymous = createClient(supabase.url, supabase.keys.publishable, noSession);
    const { error } = await anonymous.schema('app').from('notes').select();
    expect(error).toMatchObject({ code: '42501' });
  });
});

describe('values', () => {
  it('keep every digit of a numeric and a bigint that is sent as a string', async () => {
    const total = '12345678901234567890.12345678';
    const big = '9007199254740993';
    const { data, error } = await current()
      .notes()
      .insert({ title: 'n', total, big })
      .select('total::text,big::text')
      .single();
    expect(error).toBeNull();
    expect(data).toEqual({ total, big });
  });

  it('come back as text from a write whose filter no longer matches', async () => {
    const { notes } = current();
    await notes().insert({ title: 'draft', total: '1.50', big: '9007199254740993' });
    const sent = () =>
      notes().update({ title: 'sent' }).eq('title', 'draft').select('title,total::text,big::text').maybeSingle();
    expect((await sent()).data).toEqual({ title: 'sent', total: '1.50', big: '9007199254740993' });
    expect((await sent()).data).toBeNull();
  });

  it('write a timestamp as PostgREST does, in rows inserted, selected and returned by a function', async () => {
    const { client, notes } = current();
    const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}\+00:00$/;
    const inserted = await notes().insert({ title: 't' }).select().single();
    const selected = await notes().select().eq('id', inserted.data?.id).single();
    const returned = await client.schema('app').rpc('all_notes').eq('id', inserted.data?.id).single();
    for (const { data } of [inserted, selected, returned]) {
      expect(data).toMatchObject({ created_at: expect.stringMatching(form), local_at: '2026-01-02T03:04:05.678901' });
    }
  });

  it('give back the very timestamp that was read as a filter', async () => {
    const { notes } = current();
    const { data } = await notes().insert({ title: 'k' }).select().single();
    const found = await notes().select('id').eq('created_at', data?.created_at);
    expect(found.data).toEqual([{ id: data?.id }]);
  });
});

describe('conditions', () => {
  it.each(['a",id.not.is.null,title.eq."b', 'a\\",b', 'x","y', 'c\\d', 'a"),or(id.not.is.null,title.eq."'])(
    'read a quoted text as one value: %s',
    async (title) => {
      const { notes } = current();
      const { data } = await notes().insert({ title }).select('id').single();
      const quoted = `"${title.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
      const pattern = `"%${title.replaceAll('\\', '\\\\\\\\').replaceAll('"', '\\"')}%"`;
      const found = [
        await notes().select('id').or(`title.eq.${quoted}`),
        await notes().select('id').or(`title.ilike.${pattern},title.ilike.${pattern}`),
        await notes().select('id').filter('title', 'in', `(${quoted})`),
      ];
      expect(found.map((reply) => reply.data)).toEqual(Array(3).fill([{ id: data?.id }]));
    },
  );
});

describe('storage', () => {
  it('lets the secret key make a bucket, and a user write only where a policy allows it', async () => {
    const { id, client } = current();
    const admin = createClient(supabase.url, supabase.keys.secret, noSession);
    expect((await admin.storage.createBucket('files', { public: false })).error).toBeNull();
    const files = client.storage.from('files');
    expect((await files.upload(`${id}/a.txt`, Buffer.from('hello'))).error).toBeNull();
    expect((await files.upload(`${randomUUID()}/a.txt`, Buffer.from('hello'))).error).not.toBeNull();
    const mine = await files.download(`${id}/a.txt`);
    expect(await mine.data?.text()).toBe('hello');
    const other = await signUp();
    expect((await other.client.storage.from('files').download(`${id}/a.txt`)).error).not.toBeNull();
  });
});

describe('mail', () => {
  it('is shown with links that lead to Supabase', async () => {
    const anonymous = createClient(supabase.url, supabase.keys.publishable, noSession);
    expect((await anonymous.auth.resetPasswordForEmail(current().email)).error).toBeNull();
    const mails = await (await fetch(`${supabase.url}/mail?format=json`)).json();
    expect(mails).toMatchObject([
      { to: current().email, text: expect.stringContaining(`${supabase.url}/auth/v1/verify?`) },
    ]);
    const page = await fetch(`${supabase.url}/mail`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain(`<a href="${supabase.url}/auth/v1/verify?`);
  });
});
