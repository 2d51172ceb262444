import { existsSync } from 'node:fs';
import { readdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alone } from './alone.ts';
import { git } from './git.ts';
import { paths } from './paths.ts';
import { wantedPorts, type Ports } from './wanted-ports.ts';
import { worktrees, type Worktree } from './worktrees.ts';

export type MadeWorktree = {
  /** The worktree, as an absolute path. */
  path: string;
  /** The folder in it that npm runs in. */
  home: string;
  branch: string;
  /** Whether the branch is new, or an existing one is continued. */
  isNewBranch: boolean;
  ports: Ports;
  /** What the reader should know, a sentence each. */
  notes: string[];
};

const branchOf = (specialty: string) => `agent/${specialty}`;

/** Where this project lies in its repository: the checkout's folder, and the way from there to the folder that holds src/. */
async function findRepository(): Promise<{ top: string; app: string }> {
  const inside = await git(['rev-parse', '--is-inside-work-tree'], paths.root).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('not a git repository')) return 'no';
    throw error;
  });
  if (inside !== 'true')
    throw new Error(
      `${paths.root} is in no git repository. Make one, and commit: git init && git add -A && git commit`,
    );
  const top = await git(['rev-parse', '--show-toplevel'], paths.root);
  await git(['cat-file', '-e', 'HEAD:./package.json'], paths.root).catch(() => {
    throw new Error(
      `The last commit of ${top} does not hold this project, so a worktree would not. Commit it: git add -A && git commit`,
    );
  });
  const app = path.relative(top, await realpath(paths.root));
  return { top, app };
}

/** The names in a folder, or why there are none: ENOENT where it is not there. */
const look = (folder: string): Promise<string[] | string> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');

async function refuseTaken(all: readonly Worktree[], target: string, branch: string): Promise<void> {
  const there = all.find((worktree) => worktree.branch === branch || worktree.path === target);
  if (there === undefined) {
    const found = await look(target);
    if (found === 'ENOENT' || found.length === 0) return;
    throw new Error(`${target} is in the way: it is no worktree of this repository. Move it away, and run this again.`);
  }
  if ((await look(there.path)) === 'ENOENT')
    throw new Error(
      `git knows a worktree ${there.path}, but the folder is gone. Run \`git worktree prune\`, then this again.`,
    );
  if (there === all[0])
    throw new Error(
      `The main checkout, ${there.path}, is on ${branch} itself. Work there, or switch it to another branch first: git switch main`,
    );
  throw new Error(
    `There is a worktree already: ${there.path}, on ${there.branch ?? 'no branch'}. Go on there, or remove it first: ` +
      `git worktree remove ${there.path}`,
  );
}

async function describe(top: string, branch: string, isNewBranch: boolean): Promise<string[]> {
  if (!isNewBranch)
    return [`The branch ${branch} exists already: the worktree goes on where it stands, not where you are.`];
  const head = await git(['rev-parse', '--short', 'HEAD'], top);
  const onBranch = await git(['symbolic-ref', '--quiet', 'HEAD'], top).catch(() => '');
  const changes = (await git(['status', '--porcelain'], top)).split('\n').filter((line) => line !== '').length;
  return [
    ...(onBranch === '' ? [`No branch is checked out here: ${branch} starts at the commit ${head}.`] : []),
    ...(changes > 0
      ? [
          `What is not committed here (${changes} ${changes === 1 ? 'file' : 'files'}) stays here: ${branch} starts at ${head}.`,
        ]
      : []),
  ];
}

/** The next ports that no checkout has in its .env: ten further on for each. */
async function freePorts(all: readonly Worktree[], app: string): Promise<Ports> {
  const taken = await Promise.all(all.map((worktree) => wantedPorts(path.join(worktree.path, app))));
  const numbers = new Set(taken.flatMap((ports) => Object.values(ports)));
  for (let step = 10; ; step += 10) {
    const ports = { PORT: 3000 + step, SUPABASE_PORT: 54_321 + step, REDIS_PORT: 6380 + step };
    if (!Object.values(ports).some((port) => numbers.has(port))) return ports;
  }
}

/**
 * Makes a git worktree on `agent/<specialty>`, beside the main checkout, with ports of its own in its .env; its data is its own
 * since it lies in the checkout. An existing branch is continued, a new one starts at HEAD. Nothing is installed.
 * @throws with a message for people, and no worktree made: no git, no repository, no commit, or it is there already.
 */
export async function makeWorktree(specialty: string): Promise<MadeWorktree> {
  const { top, app } = await findRepository();
  const common = path.resolve(top, await git(['rev-parse', '--git-common-dir'], top));
  return alone(path.join(common, 'agent-worktree.lock'), async () => {
    const all = await worktrees(top);
    const branch = branchOf(specialty);
    const target = path.join(path.dirname(all[0].path), `${path.basename(all[0].path, '.git')}-${specialty}`);
    await refuseTaken(all, target, branch);
    const known = await git(['for-each-ref', '--format=x', `refs/heads/${branch}`], top);
    const isNewBranch = known === '';
    const [ports, notes] = [await freePorts(all, app), await describe(top, branch, isNewBranch)];
    await git(['worktree', 'add', ...(isNewBranch ? ['-b', branch, target, 'HEAD'] : [target, branch])], top);
    const lines = Object.entries(ports).map(([name, port]) => `${name}=${port}\n`);
    const why = `# The ports of this worktree, for \`npm run dev\`: it runs here and in other checkouts at once.\n`;
    await writeFile(path.join(target, app, '.env'), `${why}${lines.join('')}`, { flag: 'wx' });
    const home = existsSync(path.join(target, 'package.json')) ? target : path.join(target, app);
    return { path: target, home, branch, isNewBranch, ports, notes };
  });
}
