// A process that takes away what big-plan.ts has, in the project in its working directory, and sends itself a signal after some
// of the files: node signal-mid-destroy.ts SIGKILL 2
import { setTimeout } from 'node:timers/promises';
import { applyPlan } from '../../lib/apply-plan.ts';
import { withLock } from '../../lib/lock.ts';
import { type Change, previewPlan } from '../../lib/plan.ts';
import { findLayout } from '../../lib/project-layout.ts';
import { stopSignal } from '../../lib/stop-signal.ts';
import { bigPlan } from './big-plan.ts';

const [, , signalName, after] = process.argv;
const layout = findLayout(process.cwd());
let placed = 0;

await withLock(layout.project, async () => {
  const writes = (await previewPlan(layout, bigPlan)).map(({ path, before }): Change => {
    if (before === null) throw new Error(`${path} is not there.`);
    return { path, before, content: null, action: 'delete' };
  });
  await applyPlan({
    layout,
    writes,
    signal: stopSignal(),
    onPlaced: async () => {
      placed += 1;
      if (placed !== Number(after)) return;
      process.kill(process.pid, signalName);
      // A signal that can be caught arrives in a later turn of the event loop.
      await setTimeout(50);
    },
  });
}).catch((error: unknown) => {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
