import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findLayout } from '../lib/project-layout.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

describe('findLayout', () => {
  let project: TempProject;
  beforeEach(() => {
    project = tempProject();
  });
  afterEach(() => project.remove());

  it('finds a client project from any folder in it', () => {
    project.write('src/routes/v1/x.ts', '');
    for (const folder of ['.', 'src', 'src/routes/v1', 'supabase/migrations']) {
      expect(findLayout(join(project.project, folder))).toEqual({
        project: project.project,
        app: '.',
        migrations: 'supabase/migrations',
      });
    }
  });

  it('finds the kit, whose app is in template/', () => {
    project.write('template/src/app.ts', '');
    rmSync(join(project.project, 'src'), { recursive: true });
    mkdirSync(join(project.project, 'docs'));
    for (const folder of ['.', 'docs', 'template', 'template/src']) {
      expect(findLayout(join(project.project, folder))).toMatchObject({ project: project.project, app: 'template' });
    }
  });

  it('says where it looked when there is no project', () => {
    rmSync(join(project.project, 'src'), { recursive: true });
    expect(() => findLayout(project.project)).toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringContaining(project.project),
        next: expect.stringMatching(/npm run new/),
      }),
    );
  });

  it('says so when there is no folder for migrations', () => {
    rmSync(join(project.project, 'supabase'), { recursive: true });
    expect(() => findLayout(project.project)).toThrow(/no folder supabase\/migrations/);
  });
});
