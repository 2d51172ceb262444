import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { commandFailure } from '../lib/command-error.ts';
import type { HandoffArguments } from '../lib/handoff-arguments.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { createRenderer } from '../lib/render.ts';

type HandoffRequest = HandoffArguments & { readonly layout: Layout };

const folder = 'handoff-reports';
const template = new URL('./templates/report.hbs', import.meta.url);
const REPORT = /^agent-(\d+)-(.+)\.md$/;

/** The branch that is checked out; null where there is none, no repository, or no git. */
const currentBranch = async (cwd: string): Promise<string | null> => {
  // A hook's variables would point at the repository of whoever started it.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, ...env } = process.env;
  return promisify(execFile)('git', ['symbolic-ref', '--quiet', '--short', 'HEAD'], { cwd, env, timeout: 5000 }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
};

const reportsIn = (project: string): Promise<readonly string[]> =>
  readdir(join(project, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });

const refuseOthersNumber = async ({ number, specialty, layout }: HandoffRequest): Promise<void> => {
  for (const name of await reportsIn(layout.project)) {
    const [, usedBy, other = ''] = REPORT.exec(name) ?? [];
    if (usedBy === undefined || Number(usedBy) !== number || name === `agent-${number}-${specialty}.md`) continue;
    throw commandFailure(
      `Agent ${number} has its report already: ${folder}/${name}. An agent has one, and nobody writes another's.`,
      `If that is you, go on in it. If not, take a number of your own: npm run generate -- handoff <number> ${specialty}` +
        (other === specialty ? '' : `\nAgent ${number} is "${other}", not "${specialty}".`),
    );
  }
};

const refuseOthersBranch = async ({ number, specialty, layout }: HandoffRequest): Promise<void> => {
  const branch = (await currentBranch(layout.project)) ?? '';
  if (!branch.startsWith('agent/') || branch === `agent/${specialty}`) return;
  const own = branch.slice('agent/'.length);
  throw commandFailure(
    `This is the branch ${branch}, so ${folder}/agent-${number}-${specialty}.md is another agent's report.`,
    `Write your own: npm run generate -- handoff ${number} ${own}\nOr go to the worktree of agent/${specialty}.`,
  );
};

/**
 * Plans an agent's handoff report, one file at the project's top; it is the same text each time.
 * @throws command failure, with --force as well, where the number has a report of another specialty, or where the branch that is
 * checked out is another agent's.
 */
export const handoffPlan = async (request: HandoffRequest): Promise<readonly PlannedFile[]> => {
  await refuseOthersNumber(request);
  await refuseOthersBranch(request);
  const { number, specialty, layout } = request;
  const path = `${folder}/agent-${number}-${specialty}.md`;
  const render = await createRenderer(layout);
  return [{ path, content: await render(template, { number, specialty }, path), kind: 'create' }];
};
