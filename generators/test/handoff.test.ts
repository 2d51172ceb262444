import { execFileSync } from 'node:child_process';
import { renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generators } from '../generators.ts';
import { generateCommand } from '../lib/generate-command.ts';
import { runCommand } from './support/run-command.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

let project: TempProject;
beforeEach(() => {
  project = tempProject();
});
afterEach(() => project.remove());

const generate = (...args: string[]) =>
  runCommand((command) => generateCommand({ ...command, generators }), project.project, ['handoff', ...args]);

const git = (...args: string[]): void => {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  execFileSync('git', args, { cwd: project.project, env, timeout: 10_000 });
};

const report = 'handoff-reports/agent-3-backend.md';
const reports = () => Object.keys(project.files()).filter((path) => path.startsWith('handoff-reports'));

describe('generate handoff', () => {
  it("writes the agent's report at the project's top, with every section", async () => {
    const { code, stdout, stderr } = await generate('3', 'backend');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/agent-3-backend\.md {2}created\n\nNext:\n {2}Fill in handoff-reports\/agent-3-backend\.md/);
    expect(reports()).toEqual([report]);
    const text = project.read(report);
    expect(text).toMatch(/^# Handoff: agent 3, backend\n\nBranch: `agent\/backend`/);
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(['Done', 'Decisions', 'Assumptions', 'Blockers', 'API contract', 'Next']);
  });

  it('writes nothing at the second time, while it is not filled in', async () => {
    await generate('3', 'backend');
    expect(await generate('3', 'backend')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Nothing to do/) });
  });

  it('keeps what the agent wrote, until it is forced', async () => {
    project.write(report, 'mine\n');
    const refused = await generate('3', 'backend', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      ok: false,
      error: expect.stringContaining(report),
      next: [expect.stringContaining('Go on with what is there')],
    });
    expect(project.read(report)).toBe('mine\n');
    expect(await generate('3', 'backend', '--force')).toMatchObject({ code: 0 });
    expect(project.read(report)).toMatch(/^# Handoff/);
  });

  it('says where it stands in the list of generators, and explains itself', async () => {
    const { stdout } = await generate('--help');
    expect(stdout).toMatch(/^handoff: .*\n {2}npm run generate -- handoff <number> <specialty>\n/);
    expect(stdout).toMatch(/An agent has a number/);
    expect(stdout).not.toMatch(/decimal/);
  });

  it.each([
    [['0', 'backend'], /"0" is not the number/],
    [['-3', 'backend'], /'-3'/],
    [['03', 'backend'], /"03" is not the number/],
    [['1e2', 'backend'], /"1e2" is not the number/],
    [['1000', 'backend'], /"1000" is not the number/],
    [['three', 'backend'], /"three" is not the number/],
    [['3'], /no specialty/],
    [[], /no number[^]*no specialty/],
    [['3', 'Back End'], /not a specialty/],
    [['3', 'backEnd'], /not a specialty/],
    [['3', 'back--end'], /not a specialty/],
    [['3', '../../evil'], /not a specialty/],
    [['3', 'a/b'], /not a specialty/],
    [['3', 'backend\n'], /not a specialty/],
    [['../3', 'x'.repeat(41)], /"\.\.\/3" is not the number[^]*not a specialty/],
    [['3', 'backend', 'frontend'], /"frontend" is too much/],
  ])('ends with code 2 for %j, and writes nothing', async (args, message) => {
    const before = project.files();
    const { code, stderr } = await generate(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(project.files()).toEqual(before);
  });
});

describe("another agent's report", () => {
  it.each([[[]], [['--force']]])('is refused where the number has one of another specialty, with %j', async (flags) => {
    project.write('handoff-reports/agent-3-frontend.md', 'theirs\n');
    const { code, stderr } = await generate('3', 'backend', ...flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Agent 3 has its report already: handoff-reports\/agent-3-frontend\.md[^]*number of your own/,
    );
    expect(reports()).toEqual(['handoff-reports/agent-3-frontend.md']);
  });

  it.each([[[]], [['--force']]])("is refused on another agent's branch, with %j", async (flags) => {
    git('init', '--quiet', '-b', 'agent/frontend');
    project.write(report, 'theirs\n');
    const { code, stderr } = await generate('3', 'backend', ...flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(/branch agent\/frontend, so .* is another agent's report\.[^]*handoff 3 frontend/);
    expect(project.read(report)).toBe('theirs\n');
  });

  it.each(['agent/backend', 'main', 'feature/agent/x'])('is not meant on the branch %s', async (branch) => {
    git('init', '--quiet', '-b', branch);
    expect(await generate('3', 'backend')).toMatchObject({ code: 0 });
  });

  it('is not that of another number, or a file that only looks like one', async () => {
    for (const name of ['agent-1-backend.md', 'agent-30-frontend.md', 'agent-x.md', 'README.md'])
      project.write(`handoff-reports/${name}`, '');
    expect(await generate('3', 'backend')).toMatchObject({ code: 0 });
  });

  it('is not reached through a link that leads out of the project', async () => {
    const outside = tempProject();
    symlinkSync(outside.project, join(project.project, 'handoff-reports'));
    const { code, stderr } = await generate('3', 'backend');
    expect(code).toBe(1);
    expect(stderr).toMatch(/leads out of the project/);
    expect(Object.keys(outside.files()).some((path) => path.includes('agent-3'))).toBe(false);
    outside.remove();
  });
});

it("writes at the kit's top too, not below template/", async () => {
  renameSync(join(project.project, 'src'), join(project.project, 'template'));
  project.write('template/src/app.ts', '');
  expect(await generate('3', 'backend')).toMatchObject({ code: 0 });
  expect(reports()).toEqual([report]);
});
