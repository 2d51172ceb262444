// A process that takes the lock of the project in its working directory and proves that it is alone with it.
import { closeSync, openSync, unlinkSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { withLock } from '../../lib/lock.ts';

await withLock(process.cwd(), async () => {
  closeSync(openSync('alone', 'wx'));
  await setTimeout(100);
  unlinkSync('alone');
  process.stdout.write('alone');
}).catch((error: unknown) => process.stdout.write(error instanceof Error ? error.message : String(error)));
