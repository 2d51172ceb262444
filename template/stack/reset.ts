// npm run stack:reset: removes the data that npm run dev keeps.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fail } from './fail.ts';
import { lockHolder } from './lock.ts';
import { paths } from './paths.ts';
import { say } from './say.ts';

async function main(): Promise<void> {
  parseArgs({ options: {} });
  const holder = await lockHolder(paths.devLock);
  if (holder !== null) {
    throw new Error(`\`npm run dev\` runs on this data, as process ${holder}. Stop it first (Ctrl-C in its terminal).`);
  }
  if (!existsSync(paths.dev)) return say(`There is no data in ${paths.dev}. Nothing to do.`);
  await rm(paths.dev, { recursive: true, force: true });
  say(`Removed ${paths.dev}: the database, its users, files, keys and Redis' data. \`npm run dev\` starts anew.`);
}

await main().catch(fail);
