import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { lockHolder } from '../lock.ts';
import { appliedVersions } from './applied-versions.ts';
import { broken, type Check, ok } from './check-result.ts';
import { findUpward } from './find-upward.ts';
import { judgeMigrations } from './judge-migrations.ts';

const NAME = /^(\d{14})_[a-z0-9]+(?:_[a-z0-9]+)*\.sql$/;

const versionOf = (file: string): string => NAME.exec(file)?.[1] ?? '';

/** The names of the migrations, and what the data of `npm run dev` has of them. */
export const migrationsCheck: Check = {
  name: 'migrations',
  look: async (place) => {
    const holder = findUpward(place.root, 'supabase/migrations');
    if (holder === null)
      return broken('There is no folder supabase/migrations.', 'Bring it back from git, or make it.');
    const files = (await readdir(path.join(holder, 'supabase/migrations')))
      .filter((file) => file.endsWith('.sql'))
      .toSorted();
    const odd = files.filter((file) => versionOf(file) === '');
    if (odd.length > 0)
      return broken(
        `Not named as a migration, and so never applied: ${odd.join(', ')}.`,
        'Rename: 20260131120000_add_invoices.sql',
      );
    const versions = files.map(versionOf);
    const twice = files.filter((file, index) => versions.indexOf(versionOf(file)) !== index);
    if (twice.length > 0)
      return broken(
        `Another migration has the time of ${twice.join(', ')}, which is then never applied.`,
        'Give it a later time.',
      );
    const dev = path.join(place.root, '.stack/dev');
    if (!existsSync(path.join(dev, 'complete'))) return ok(`${files.length} in order; \`npm run dev\` has no data yet`);
    if ((await lockHolder(`${dev}.lock`)) !== null)
      return ok(`${files.length} in order; \`npm run dev\` is running, and applies what is new`);
    const applied = await appliedVersions(place, path.join(dev, 'db'));
    return applied === null
      ? ok(`${files.length} in order; what is applied could not be read in time`)
      : judgeMigrations(versions, applied);
  },
};
