import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyKit } from '../../project/support/copy-kit.ts';
import { runProgram } from '../../project/support/run-program.ts';

type Changes = Readonly<Record<string, string | Uint8Array | null>>;

/** Runs git and returns what it printed. @throws when it fails. */
export const gitIn = async (cwd: string, ...args: string[]): Promise<string> => {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  const { exitCode, stdout, stderr } = await runProgram('git', [...identity, ...args], { cwd });
  if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
};

/** Writes files; null removes one, and a `.sh` may be executed. */
export const writeFiles = async (folder: string, changes: Changes): Promise<void> => {
  for (const [path, content] of Object.entries(changes)) {
    const target = join(folder, path);
    if (content === null) await rm(target);
    else {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
      if (path.endsWith('.sh')) await chmod(target, 0o755);
    }
  }
};

export const commitAll = async (folder: string, message: string): Promise<void> => {
  await gitIn(folder, 'add', '--all');
  await gitIn(folder, 'commit', '--quiet', '--no-verify', '-m', message);
};

/** Commits the changes as a version of the kit, with its tag. `dependencies` are merged into those of the template. */
export const release = async (
  kit: string,
  version: string,
  changes: Changes,
  dependencies: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const [own, template] = ['package.json', 'template/package.json'].map((path) => join(kit, path));
  const kitPackage = JSON.parse(await readFile(own ?? '', 'utf8'));
  const packageJson = JSON.parse(await readFile(template ?? '', 'utf8'));
  await writeFiles(kit, {
    ...changes,
    'package.json': `${JSON.stringify({ ...kitPackage, version }, null, 2)}\n`,
    'template/package.json': `${JSON.stringify({ ...packageJson, dependencies: { ...packageJson.dependencies, ...dependencies } }, null, 2)}\n`,
  });
  await commitAll(kit, `feat: version ${version}`);
  await gitIn(kit, 'tag', `v${version}`);
};

export const lines = (...changed: readonly (readonly [number, string])[]): string =>
  Array.from({ length: 20 }, (_, index) => changed.find(([at]) => at === index)?.[1] ?? `line ${index}`).join('\n') +
  '\n';

/** What the versions hold beside the kit of today. */
const versions: Readonly<Record<string, Changes>> = {
  '0.1.0': {
    'template/guide/plain.txt': 'one\n',
    'template/guide/edited.txt': lines(),
    'template/guide/clash.txt': lines(),
    'template/guide/deleted.txt': 'one\n',
    'template/guide/removed.txt': 'one\n',
    'template/guide/removed-edited.txt': 'one\n',
    'template/guide/crlf.txt': lines(),
    'template/guide/picture.bin': Buffer.from([0, 1, 255]),
    'template/guide/run.sh': '#!/bin/sh\n',
  },
  '0.2.0': {
    'template/guide/plain.txt': 'two\n',
    'template/guide/edited.txt': lines([2, 'kit two']),
    'template/guide/clash.txt': lines([5, 'kit two']),
    'template/guide/deleted.txt': 'two\n',
    'template/guide/removed.txt': null,
    'template/guide/removed-edited.txt': null,
    'template/guide/crlf.txt': lines([2, 'kit two']),
    'template/guide/picture.bin': Buffer.from([0, 2, 255]),
    'template/guide/run.sh': '#!/bin/sh\necho two\n',
    'template/guide/new/added.txt': 'two\n',
    'supabase/migrations/20260201000000_from_kit.sql': '-- two\n',
  },
  '0.3.0': {
    'template/guide/plain.txt': 'three\n',
    'template/guide/edited.txt': lines([2, 'kit two'], [8, 'kit three']),
    'template/guide/new/added.txt': 'three\n',
    'template/guide/latest.txt': 'three\n',
    'supabase/migrations/20260201000000_from_kit.sql': '-- changed, which is a mistake\n',
    'supabase/migrations/20260301000000_later.sql': '-- three\n',
  },
};

/** Makes a clone of the kit of today with three releases; the working tree stands on the last. */
export const makeKit = async (folder: string): Promise<void> => {
  await copyKit(folder);
  // What no update treats in another way than the rest, and takes most of the time to copy.
  for (const path of ['template/test', 'template/conventions', 'generators/test'])
    await rm(join(folder, path), { recursive: true });
  await release(folder, '0.1.0', versions['0.1.0'] ?? {});
  await release(folder, '0.2.0', versions['0.2.0'] ?? {}, { pino: '10.5.0', 'new-one': '1.0.0' });
  await release(folder, '0.3.0', versions['0.3.0'] ?? {}, { pino: '10.6.0' });
  await gitIn(folder, 'gc', '--quiet'); // as what is cloned from a server
};
