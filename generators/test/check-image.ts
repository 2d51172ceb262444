// npm run test:image in the kit: composes a project and builds its image (see template/deploy/check-image.ts).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kit = join(import.meta.dirname, '../..');

const run = async (script: string, args: readonly string[]): Promise<void> => {
  const child = spawn(process.execPath, [join(kit, script), ...args], {
    cwd: kit,
    stdio: 'inherit',
    timeout: 1_200_000,
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${script} ended with code ${String(code)}.`);
};

const parent = await mkdtemp(join(tmpdir(), 'plinth-image-'));
try {
  const project = join(parent, 'api');
  await run('generators/project/new.ts', [project, '--no-install']);
  await run('template/deploy/check-image.ts', ['--context', project, ...process.argv.slice(2)]);
} finally {
  await rm(parent, { recursive: true, force: true });
}
