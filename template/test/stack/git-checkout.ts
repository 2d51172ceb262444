import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { baseData } from '../../stack/base-data.ts';
import { git } from '../../stack/git.ts';
import { scratchCheckout } from './scratch-checkout.ts';

const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
const packageJson = {
  name: 'acme-api',
  type: 'module',
  scripts: { prepare: 'node prepare.js' },
};

// What npm runs at the end of an install.
const prepare = `import { writeFileSync } from 'node:fs';
if (process.env.BREAK_PREPARE === 'yes') throw new Error('prepare is broken');
writeFileSync('prepared', '');
`;

/** A scratch checkout that is a git repository of its own, on `main`, with all of it in one commit. */
export async function gitCheckout() {
  const table = 'create schema app; create table app.things (id int primary key);';
  const checkout = await scratchCheckout({ '20260101000000_things.sql': table });
  const { dir } = checkout;
  await writeFile(path.join(dir, 'package.json'), JSON.stringify(packageJson));
  await writeFile(path.join(dir, 'prepare.js'), prepare);
  await writeFile(path.join(dir, '.gitignore'), '.stack\n.env\nnode_modules\n');
  await git(['init', '--quiet', '-b', 'main'], dir);
  await git(['add', '--all'], dir);
  await git([...author, 'commit', '--quiet', '-m', 'chore: start'], dir);

  const commit = (message: string, cwd: string) => git([...author, 'commit', '--allow-empty', '-m', message], cwd);
  /** Puts the checkout back: no worktrees, no branches of agents, no .env. */
  async function clean(): Promise<void> {
    await rm(path.join(dir, '.env'), { force: true });
    for (const folder of await readdir(path.dirname(dir)))
      if (folder.startsWith(`${path.basename(dir)}-`))
        await rm(path.join(path.dirname(dir), folder), { recursive: true, force: true });
    await git(['worktree', 'prune'], dir);
    for (const branch of (await git(['for-each-ref', '--format=%(refname:short)', 'refs/heads/agent'], dir)).split(
      '\n',
    ))
      if (branch !== '') await git(['branch', '-D', branch], dir);
  }
  /** Lends a worktree the database to start from, which saves its first start some seconds. */
  async function lendBase(folder: string): Promise<void> {
    const base = path.dirname(await baseData());
    await mkdir(path.join(folder, '.stack'));
    await symlink(base, path.join(folder, '.stack', path.basename(base)));
  }
  /** Where the worktree of a specialty belongs. */
  const beside = (specialty: string) => `${dir}-${specialty}`;
  return { ...checkout, commit, clean, lendBase, beside };
}
