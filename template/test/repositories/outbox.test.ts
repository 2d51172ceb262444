// What the outbox does in the database itself, asked in SQL on a stack of its own.
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startSupabase } from '../../stack/start-supabase.ts';

const { dir, remove } = await scratchDir();
const supabase = await startSupabase({ dataDir: dir, port: 0 });
const sql = (text: string) => supabase.query(text);

await sql(`create table app.things (
  id uuid primary key default gen_random_uuid(), owner_id uuid, total numeric, big bigint, small integer, title text,
  words tsvector generated always as (to_tsvector('simple', title)) stored, gone_at timestamptz)`);
await sql(`create trigger emit after insert or update or delete on app.things
  for each row execute function app.emit_row_event('thing', 'gone_at')`);

afterAll(async () => {
  await supabase.stop();
  await remove();
});
beforeEach(async () => {
  await sql('truncate app.things, app.outbox_events');
});

const claim = async () =>
  (await sql('select name, key, payload from app.claim_outbox_events(10, 60, 10)')).map(({ name }) => name);
const deliver = (name: string) => sql(`update app.outbox_events set delivered_at = now() where name = '${name}'`);
const add = (name: string, key: string | null = null) =>
  sql(
    `insert into app.outbox_events (name, key, payload) values ('${name}', ${key === null ? 'null' : `'${key}'`}, '{}')`,
  );

describe('claiming', () => {
  it('finds what was numbered first and committed last', async () => {
    // The number is taken when a transaction writes, the row is seen when it commits: here, after a later one.
    const [taken] = await sql(`select nextval(pg_get_serial_sequence('app.outbox_events', 'position')) as position`);
    await add('came.later');
    expect(await claim()).toEqual(['came.later']);
    await deliver('came.later');
    await sql(`insert into app.outbox_events (position, name, payload) overriding system value
      values (${String(taken?.['position'])}, 'committed.late', '{}')`);
    expect(await claim()).toEqual(['committed.late']);
  });

  it('leases an event once, and again when the lease has run out', async () => {
    await add('once.only');
    expect(await claim()).toEqual(['once.only']);
    expect(await claim()).toEqual([]);
    await sql(`update app.outbox_events set locked_until = now() - interval '1 second'`);
    expect(await claim()).toEqual(['once.only']);
  });

  it('gives of each key the earliest that is not done, leased or not', async () => {
    await add('first.step', 'k');
    await add('second.step', 'k');
    await add('no.key');
    await add('also.none');
    expect((await claim()).sort()).toEqual(['also.none', 'first.step', 'no.key']);
    expect(await claim()).toEqual([]);
    await deliver('first.step');
    expect(await claim()).toEqual(['second.step']);
  });
});

describe('the trigger of a table', () => {
  const written = () => sql('select name, key, payload, user_id, request_id from app.outbox_events order by position');
  const insert = () =>
    sql(`insert into app.things (owner_id, total, big, small, title)
    values ('11111111-1111-4111-8111-111111111111', 12345678901234567.8900, 9007199254740993, 7, 'a b') returning id`);

  it('tells of a row as it is, with each digit, and whose it is', async () => {
    const [row] = await insert();
    expect(await written()).toEqual([
      {
        name: 'thing.created',
        key: row?.['id'],
        user_id: '11111111-1111-4111-8111-111111111111',
        request_id: null,
        payload: {
          id: row?.['id'],
          owner_id: '11111111-1111-4111-8111-111111111111',
          total: '12345678901234567.8900',
          big: '9007199254740993',
          small: 7,
          title: 'a b',
          gone_at: null,
        },
      },
    ]);
  });

  it('names what happened, where a row is put aside and taken back too', async () => {
    await insert();
    await sql(`update app.things set title = 'c'`);
    await sql('update app.things set gone_at = now()');
    await sql(`update app.things set title = 'd'`);
    await sql('update app.things set gone_at = null');
    await sql('delete from app.things');
    const names = (await written()).map(({ name }) => name);
    expect(names).toEqual(['thing.created', 'thing.updated', 'thing.deleted', 'thing.updated', 'thing.restored', 'thing.deleted']); // prettier-ignore
  });

  it('writes nothing of a change that is rolled back', async () => {
    await expect(sql(`insert into app.things (title, total) values ('x', 1), ('y', 1 / 0)`)).rejects.toThrow();
    await expect(sql(`with gone as (insert into app.things (title) values ('z') returning 1) select 1 / (count(*) - 1) from gone`)).rejects.toThrow('division by zero'); // prettier-ignore
    expect(await written()).toEqual([]);
  });

  it('takes the id of the request and its trace from what PostgREST tells', async () => {
    const headers = { 'x-request-id': 'r'.repeat(120), traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
    await sql(`select set_config('request.headers', '${JSON.stringify(headers)}', false)`);
    await insert();
    await sql(`select set_config('request.headers', '', false)`);
    expect(await sql('select request_id, traceparent from app.outbox_events')).toEqual([
      { request_id: 'r'.repeat(100), traceparent: headers.traceparent },
    ]);
  });
});
