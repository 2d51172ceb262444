import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLayout } from '../../lib/project-layout.ts';
import { parseResourceArguments } from '../../lib/resource-arguments.ts';
import { resourcePlan } from '../../resource/resource.generator.ts';

const kit = join(import.meta.dirname, '../../..');
const table = (name: string): string =>
  `      ${name}: {\n        Row: {};\n        Insert: {};\n        Update: {};\n        Relationships: [];\n      };\n`;

/** A project whose types have these tables beside the template's. */
const projectWith = async (...tables: readonly string[]): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'tenant-'));
  for (const folder of ['src/types', 'src/routes/v1', 'supabase/migrations'])
    await mkdir(join(dir, folder), { recursive: true });
  for (const file of ['package.json', 'prettier.config.js', 'src/app.ts'])
    await cp(join(kit, 'template', file), join(dir, file));
  const types = await readFile(join(kit, 'template/src/types/database.types.ts'), 'utf8');
  await writeFile(
    join(dir, 'src/types/database.types.ts'),
    types.replace('    Tables: {\n', `    Tables: {\n${tables.map(table).join('')}`),
  );
  await cp(
    join(kit, 'examples/auth/src/routes/v1/organisations.route.ts'),
    join(dir, 'src/routes/v1/organisations.route.ts'),
  );
  return dir;
};

const filesOf = (dir: string, args: readonly string[]) =>
  resourcePlan({ ...parseResourceArguments(args), layout: findLayout(dir), now: new Date() });

/** Generates a resource as far as others look at it. */
const write = async (dir: string, ...args: readonly string[]): Promise<void> => {
  for (const { path, content } of await filesOf(dir, args))
    if (/\.route\.ts$|database\.types\.ts$/.test(path)) await writeFile(join(dir, path), content);
};

const plan = async (dir: string, ...args: readonly string[]) => {
  const files = await filesOf(dir, [...args, '--tenant']);
  return (end: string): string => files.find(({ path }) => path.endsWith(end))?.content ?? `nothing ends in ${end}`;
};

describe('a resource with --tenant', () => {
  const dirs = { with: '', without: '' };
  beforeAll(async () => {
    dirs.with = await projectWith('memberships', 'organisations');
    dirs.without = await projectWith();
  });
  afterAll(async () => {
    for (const dir of [dirs.with, dirs.without]) await rm(dir, { recursive: true, force: true });
  });

  it('is refused where there are no organisations, with what adds them', async () => {
    await expect(plan(dirs.without, 'project', 'name:string')).rejects.toMatchObject({
      message: 'projects cannot belong to organisations: this project has none.',
      next: expect.stringContaining('npm run generate -- example auth'),
    });
  });

  it('has policies by membership, and no owner', async () => {
    const file = await plan(dirs.with, 'project', 'name:string:unique', 'code:string:index');
    const sql = file('.sql');
    expect(sql).not.toContain('owner_id');
    expect(sql).toContain('create policy members_select on app."projects" for select to authenticated');
    expect(sql).toMatch(/admins_delete on app."projects" for delete to authenticated\s+using \(app\.has_org_role\(/);
    expect(sql).toContain('unique (organisation_id, "name")');
    expect(sql).toContain('create index on app."projects" (organisation_id, "code", id);');
    expect(sql).toMatch(/insert \("organisation_id", "name", "code"\),\s+update \("name", "code"\)/);
    expect(file('database.types.ts')).toMatch(/projects: \{\s+Row: \{[^}]*created_by: string \| null;/);
    expect(file('project.service.ts')).toContain(`memberService.requireRole(organisationId, ['owner', 'admin'])`);
    expect(file('projects.route.ts')).toContain(`'/organisations/:organisation_id/projects'`);
    expect(file('projects.test.ts')).toContain('describeTenancy(projectResource)');
  });

  it('is put aside by members with --soft-delete, and destroyed by nobody', async () => {
    const file = await plan(dirs.with, 'project', 'name:string:unique', '--soft-delete', '--search');
    expect(file('.sql')).not.toContain('for delete');
    expect(file('.sql')).toContain(
      'create unique index on app."projects" (organisation_id, "name") where deleted_at is null;',
    );
    expect(file('.sql')).toContain('search_words');
    expect(file('project.service.ts')).not.toContain('memberService');
  });

  it('refers to rows of the same organisation, by a key that carries it', async () => {
    await write(dirs.with, 'team', 'name:string', '--tenant');
    const file = await plan(dirs.with, 'project', 'team:references', 'above:references(projects):nullable');
    expect(file('.sql')).toContain(
      'foreign key ("team_id", organisation_id) references app."teams" (id, organisation_id)',
    );
    expect(file('.sql')).toContain('references app."projects" (id, organisation_id) on delete set null ("above_id")');
    expect(file('.sql')).toContain('create index on app."projects" ("team_id", organisation_id);');
    expect(file('database.types.ts')).toMatch(
      /columns: \['team_id', 'organisation_id'\];\s+isOneToOne: false;\s+referencedRelation: 'teams';\s+referencedColumns: \['id', 'organisation_id'\]/,
    );
    expect(file('project.sample.ts')).toContain(`user.create('/v1/organisations/:organisation_id/teams'`);
    expect(file('projects.test.ts')).toContain(`team_id: '/v1/organisations/:organisation_id/teams'`);
  });

  it('refers to no row of a user, of nobody, or below another; and no row of a user to one of an organisation', async () => {
    await write(dirs.with, 'team', 'name:string', '--tenant');
    await write(dirs.with, 'customer', 'name:string');
    await expect(plan(dirs.with, 'project', 'customer:references')).rejects.toMatchObject({
      message: expect.stringContaining(
        'a row of customers belongs to a user, and one of projects belongs to an organisation',
      ),
      next: expect.stringContaining('generated with --tenant'),
    });
    await expect(plan(dirs.with, 'project', 'member:references(memberships)')).rejects.toThrow('has no owner');
    for (const args of [['team:references'], ['name:string', '--parent=teams']])
      await expect(filesOf(dirs.with, ['note', ...args])).rejects.toMatchObject({
        message: expect.stringContaining(
          'a row of teams belongs to an organisation, and one of notes belongs to a user',
        ),
        next: expect.stringContaining('--tenant and a reference: team:references'),
      });
    await expect(filesOf(dirs.with, ['note', 'organisation:references'])).rejects.toThrow(
      'cannot refer to organisations',
    );
  });

  it('tells of its changes in the name of whoever made them, with --events', async () => {
    const file = await plan(dirs.with, 'project', 'name:string', '--events');
    expect(file('.sql')).toContain(`execute function app.emit_row_event('project')`);
    expect(file('project-created.event.ts')).toContain('its user is whoever did that');
  });
});
