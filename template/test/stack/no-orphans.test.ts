import path from 'node:path';
import { expect, it } from '@jest/globals';
import { areGone, processesIn } from './process-gone.ts';
import { runScript } from './run-script.ts';
import { scratchProject } from './scratch-project.ts';

it('leaves neither Supabase nor Redis behind when its parent is killed', async () => {
  const project = await scratchProject({});
  const script = path.join(import.meta.dirname, 'fixtures', 'hold-stack.ts');
  const parent = runScript(script, { args: [project.dataDir, project.supabaseDir] });
  await parent.says('holding');
  const pids = await processesIn(project.dataDir);
  // The parent, Supabase, the shell that watches, its watcher, and Redis.
  expect(pids.length).toBeGreaterThanOrEqual(5);
  parent.kill();
  expect(await areGone(pids)).toBe(true);
  await project.remove();
});
