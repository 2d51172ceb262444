import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appliedVersions } from '../../../stack/doctor/applied-versions.ts';
import { judgeMigrations } from '../../../stack/doctor/judge-migrations.ts';
import { startSupabase } from '../../../stack/start-supabase.ts';
import { scratchProject } from '../scratch-project.ts';

const [first, second, third] = ['20260101000000', '20260102000000', '20260103000000'] as const;

describe('judgeMigrations', () => {
  it.each([
    [[first, second], [first, second], 'ok', /2 in order, all applied/],
    [[first, second, third], [first], 'ok', /3 in order, 2 pending/],
    [[first], [], 'ok', /1 pending/],
    [[first], [first, second], 'broken', /has 20260102000000 applied, and there is no such file/],
    [[first, second, third], [first, third], 'warning', /20260102000000 would be applied after 20260103000000/],
  ])('of the files %j and the applied %j is %s', (versions, applied, state, message) => {
    expect(judgeMigrations(versions, applied)).toMatchObject({ state, message: expect.stringMatching(message) });
  });
});

describe('appliedVersions', () => {
  const made: { project: Awaited<ReturnType<typeof scratchProject>> | null } = { project: null };
  const project = () => {
    if (made.project === null) throw new Error('The project is there from beforeAll on.');
    return made.project;
  };
  beforeAll(async () => {
    made.project = await scratchProject({
      [`${first}_a.sql`]: 'create schema app;',
      [`${second}_b.sql`]: 'create table app.b ();',
    });
    const { dataDir, supabaseDir } = project();
    const supabase = await startSupabase({ dataDir, supabaseDir, port: 0 });
    await supabase.stop();
    await mkdir(path.join(project().dir, '.stack'));
  }, 60_000);
  afterAll(() => project().remove());

  it('reads what a stopped database has applied, from a copy', async () => {
    const place = { root: project().dir, env: process.env };
    const db = path.join(project().dataDir, 'db');
    expect(await appliedVersions(place, db, 15_000)).toEqual([first, second]);
  });

  it('is null where it takes too long, or where there is no database', async () => {
    const place = { root: project().dir, env: process.env };
    expect(await appliedVersions(place, path.join(project().dataDir, 'db'), 1)).toBeNull();
    expect(await appliedVersions(place, path.join(project().dir, 'nowhere'), 15_000)).toBeNull();
  });
});
