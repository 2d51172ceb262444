import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { migrationTime } from '../lib/migration-time.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

describe('migrationTime', () => {
  let project: TempProject;
  beforeEach(() => {
    project = tempProject();
  });
  afterEach(() => project.remove());

  it.each([
    ['now, after older ones', '20260304050607_a.sql', '2026-03-04T05:06:08.900Z', '2026-03-04T05:06:08.900Z'],
    [
      'the next second, for two of one second',
      '20260304050607_a.sql',
      '2026-03-04T05:06:07.900Z',
      '2026-03-04T05:06:08.000Z',
    ],
    ['after one from the future', '20270101235959_a.sql', '2026-03-04T05:06:07.000Z', '2027-01-02T00:00:00.000Z'],
    [
      'now, beside names without a time',
      '20269999999999_a.sql',
      '2026-03-04T05:06:07.000Z',
      '2026-03-04T05:06:07.000Z',
    ],
  ])('is %s', async (_case, file, now, expected) => {
    project.write(`supabase/migrations/${file}`, '');
    project.write('supabase/migrations/README.md', '');
    expect((await migrationTime(project, new Date(now))).toISOString()).toBe(expected);
  });
});
