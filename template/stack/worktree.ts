// npm run worktree -- <specialty>: a git worktree on agent/<specialty>, beside this checkout, with its own ports, data and packages.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { complain } from './complain.ts';
import { fail } from './fail.ts';
import { makeWorktree, type MadeWorktree } from './make-worktree.ts';
import { say } from './say.ts';

const usage = `Usage: npm run worktree -- <specialty> [--no-install] [--json]

Makes a git worktree on the branch agent/<specialty>, in a folder beside the main checkout: ../<project>-<specialty>. It has
ports of its own in its .env, its own data in .stack/, and its own packages from \`npm install\`, which sets up the git hooks.

  --no-install   leaves \`npm install\` to you
  --json         prints one JSON document`;

const json = process.argv.includes('--json');

function readArguments() {
  const flag = { type: 'boolean', default: false } as const;
  const options = { 'no-install': flag, json: flag, help: { ...flag, short: 'h' } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [specialty = '', ...more] = positionals;
  if (values.help || (more.length === 0 && specialty.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(specialty)))
    return { specialty, install: !values['no-install'], help: values.help };
  const given =
    positionals.length === 0 ? 'The specialty is missing' : `${JSON.stringify(positionals.join(' '))} is no specialty`;
  // The code that wrong usage has for `fail`.
  throw Object.assign(
    new Error(`${given}: one name in kebab-case of at most 40 characters, such as backend.\n\n${usage}`),
    {
      code: 'ERR_PARSE_ARGS_SPECIALTY',
    },
  );
}

/** Runs `npm install`; its output goes to stderr, since stdout is for the result. @throws when it fails. */
async function install({ path: worktree, home }: MadeWorktree): Promise<void> {
  process.stderr.write(`Installing the packages of ${worktree} (about a minute; --no-install leaves it to you) …\n`);
  // In the kit npm was started for one workspace, and would install for that alone.
  const { npm_config_workspace: _one, ...env } = process.env;
  const child = spawn('npm', ['install'], {
    cwd: home,
    env,
    stdio: ['ignore', process.stderr, process.stderr],
    timeout: 15 * 60_000,
  });
  const [code] = await once(child, 'exit');
  if (code === 0) return;
  throw new Error(
    `The worktree is in ${worktree}, but \`npm install\` failed there; its output above says why. Try it again there.`,
  );
}

const quote = (text: string) => (/^[\w./@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function tell({ path: folder, home, branch, isNewBranch, ports, notes }: MadeWorktree, installed: boolean): void {
  const next = [`cd ${quote(home)}`, ...(installed ? [] : ['npm install']), 'npm run dev'];
  const remove = [`git worktree remove ${quote(folder)}`, `git branch -d ${branch}`];
  if (json)
    return say(JSON.stringify({ ok: true, path: folder, branch, isNewBranch, ports, installed, notes, next, remove }));
  for (const note of notes) say(note);
  say(`Made the worktree ${folder} on the ${isNewBranch ? 'new ' : ''}branch ${branch}.`);
  say(
    `Its ports: API ${ports.PORT}, Supabase ${ports.SUPABASE_PORT}, Redis ${ports.REDIS_PORT} (in its .env). Its data: its own .stack/.`,
  );
  say(`\nNext:\n${next.map((line) => `  ${line}`).join('\n')}`);
  say(`\nOnce it is merged:\n${remove.map((line) => `  ${line}`).join('\n')}`);
}

async function main(): Promise<void> {
  const { specialty, install: wanted, help } = readArguments();
  if (help) return say(usage);
  const made = await makeWorktree(specialty);
  if (wanted) await install(made);
  tell(made, wanted);
}

const asJson = (error: unknown) =>
  say(JSON.stringify({ ok: false, error: error instanceof Error ? error.message : String(error) }));

await main().catch((error: unknown) => fail(error, json ? asJson : complain));
