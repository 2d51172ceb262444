import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from '../../../project/git.ts';
import { listKitFiles, readKitFile } from '../../../project/kit-files.ts';
import { standInExamples } from './stand-in-examples.ts';

/** The kit that this suite belongs to. */
export const realKit = join(import.meta.dirname, '../../../..');

const atRoot = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.package.json', 'LICENSE', '.gitignore'];

/** Files of one machine, in places where a sloppy copy would take them along. */
export const localFiles = [
  'template/.env',
  'template/.env.local',
  'template/CLAUDE.local.md',
  'template/.claude/settings.local.json',
  'template/.stack/data',
  'template/coverage/lcov.info',
  'template/dist/server.js',
  'template/node_modules/left-pad/index.js',
  'template/npm-debug.log',
  'template/test/debug.log',
  'template/old.tgz',
  'generators/node_modules/left-pad/index.js',
  'examples/demo/.env',
  'examples/demo/src/dist/demo.js',
];

/** Files that the copy has on top of the real kit's, each telling its own path. */
export const addedFiles = [
  'PATTERNS.md',
  '.github/dependabot.yml',
  '.github/both.yml',
  '.github/workflows/kit.yml',
  'template/.env.example',
  'template/.github/both.yml',
  'template/.github/workflows/project.yml',
  'template/scripts/run.sh',
  'generators/project/kit-only.ts',
  'generators/test/kit-only.ts',
  'examples/demo/scripts/demo.sh',
];

const write = async (folder: string, path: string, content: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
};

/** Copies the kit into `folder` as a git clone that tracks all of the above but what it ignores, so that no test depends on what the kit holds today. */
export const copyKit = async (folder: string): Promise<void> => {
  const signal = AbortSignal.timeout(20_000);
  const paths = await listKitFiles(realKit, signal);
  for (const path of [...paths, ...atRoot]) {
    const file = await readKitFile(realKit, path);
    if (file !== null) await write(folder, path, file.bytes);
  }
  for (const path of [...addedFiles, ...localFiles]) {
    await write(folder, path, `// ${path}\n`);
  }
  await write(folder, 'template/.env.example', '// template/.env.example\nLOG_LEVEL=info\n');
  const types = await readFile(join(folder, 'template/src/types/database.types.ts'), 'utf8');
  for (const [path, content] of Object.entries(standInExamples(types))) await write(folder, path, content);
  await chmod(join(folder, 'template/scripts/run.sh'), 0o755);
  await symlink(join(realKit, 'node_modules'), join(folder, 'node_modules'));
  await git(['init', '--quiet'], { cwd: folder, signal });
  await git(['add', '--all'], { cwd: folder, signal });
};
