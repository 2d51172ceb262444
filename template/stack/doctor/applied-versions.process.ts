// Prints the versions of the migrations that PGlite data has applied, as JSON, and makes the copy that it reads:
//   node applied-versions.process.ts <folder of the data> <folder for the copy>
import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';

const [, , source = '', copy = ''] = process.argv;
await cp(source, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
const db = await PGlite.create({ dataDir: copy });
const { rows } = await db.query<{ version: string }>('select version::text from supabase_migrations.schema_migrations');
process.stdout.write(JSON.stringify(rows.map(({ version }) => version)));
// The copy is thrown away, so nothing has to be closed. PGlite leaves an exit code of its own.
process.exit(0);
