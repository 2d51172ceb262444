import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { agentFiles, textOf } from './agent-files.ts';
import { named } from './named.ts';

const { root, top } = agentFiles;
const all = [
  ...agentFiles.rules,
  ...agentFiles.definitions,
  ...agentFiles.forms,
  ...agentFiles.pullRequest,
  ...agentFiles.kit,
];

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });
const scriptsOf = async (folder: string) =>
  Object.keys(packageSchema.parse(JSON.parse(await textOf({ folder, file: 'package.json' }))).scripts);

// What the commands of these files make, in examples, and what they forbid.
const notThere = /^(\.\.\/acme-api|handoff-reports\/|HANDOFF_REPORT\.md$|\.stack\/$)/;

/** Whether a path leads somewhere: from the file, from the project, or from beside it in the kit. A bare `*.route.ts` is below src/. */
const leads = (from: string, target: string): boolean =>
  [from, root, top].some((cwd) =>
    target.includes('*')
      ? globSync(target.includes('/') ? target : `src/**/${target}`, { cwd }).length > 0
      : existsSync(path.join(cwd, target)),
  );

const run = promisify(execFile);
const env = { ...process.env, NODE_OPTIONS: '' };
const known = { generators: [''] };
beforeAll(async () => {
  const help = await run(process.execPath, [path.join(top, 'generators/generate.ts')], {
    cwd: root,
    env,
    timeout: 10_000,
  });
  known.generators = [...help.stdout.matchAll(/^([a-z-]+): /gm)].map(([, name = '']) => name);
});

it('there is something to hold against the code', () => {
  expect(agentFiles.kit.map(({ file }) => file)).toEqual(
    root === top ? [] : ['AGENTS.md', 'CLAUDE.md', 'docs/coding-agents.md'],
  );
  const files = all.map(({ file }) => file);
  expect(files).toEqual(
    expect.arrayContaining([
      'AGENTS.md',
      'CLAUDE.md',
      '.claude/agents/backend-engineer.md',
      '.github/pull_request_template.md',
    ]),
  );
  expect(known.generators).toEqual(expect.arrayContaining(['resource', 'handoff']));
});

describe.each(all.map((each) => [path.relative(root, path.join(each.folder, each.file)), each] as const))(
  '%s',
  (_path, each) => {
    it('names scripts that are there', async () => {
      const scripts = named(await textOf(each)).commands.map(({ script }) => script);
      expect(await scriptsOf(each.folder)).toEqual(expect.arrayContaining(scripts));
    });

    it('names commands as they are called', async () => {
      for (const { script, args } of named(await textOf(each)).commands) {
        if (script === 'generate') expect([...known.generators, '--help']).toContain(args[0]);
        if (script === 'generate' && args[0] === 'handoff') expect(args.join(' ')).toMatch(/^handoff \d+ [a-z-]+$/);
        if (script === 'worktree') expect(args.join(' ')).toMatch(/^[a-z-]+( --(no-install|json))?$/);
        if (script === 'patterns' && args.length > 0) expect(args.join(' ')).toMatch(/^similar [\w.-]+\.\w+$/);
      }
    });

    it('names files and folders that are there', async () => {
      const from = path.dirname(path.join(each.folder, each.file));
      const missing = named(await textOf(each)).paths.filter(
        (target) => !notThere.test(target) && !leads(from, target),
      );
      expect(missing).toEqual([]);
    });
  },
);

it('`npm run patterns -- similar invoice.service` works as the files say', async () => {
  const { stdout } = await run('npm', ['run', '--silent', 'patterns', '--', 'similar', 'invoice.service'], {
    cwd: root,
    env,
    timeout: 15_000,
  });
  expect(stdout).toMatch(/\.service\.ts/);
});

describe('AGENTS.md', () => {
  it('is short, points to PATTERNS.md, and is all that CLAUDE.md says', async () => {
    const text = await textOf({ folder: root, file: 'AGENTS.md' });
    expect(text.split('\n').length).toBeLessThan(80);
    expect(named(text).paths).toContain('PATTERNS.md');
    expect(await textOf({ folder: root, file: 'CLAUDE.md' })).toBe('@AGENTS.md\n');
  });

  it.each([
    /never stop at a blocker/i,
    /as a comment on the Linear issue, and go on/,
    /dependency is missing .*document it, and work around it with a stand-in/,
    /two patterns conflict \| follow the one that exists in the code, and document the conflict/,
    /requirement is unclear .*state the assumption/,
    /npm run patterns -- similar \w+\.service/,
    /Only the assigned files/,
    /Commit often/,
    /branch `agent\/backend`/,
    /`handoff-reports\/agent-3-backend\.md`/,
    /Never write another agent's report, and never a `HANDOFF_REPORT\.md`/,
    /resolve the library's id first/,
    /Supabase server .* read-only .* The app and its tests never use it/,
  ])('has the rule %s', async (rule) => {
    expect((await textOf({ folder: root, file: 'AGENTS.md' })).replaceAll(/\s+/g, ' ')).toMatch(rule);
  });
});
