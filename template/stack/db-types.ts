// npm run db:types: writes src/types/database.types.ts from a database with all migrations applied; --check only compares.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { fail } from './fail.ts';
import { paths } from './paths.ts';
import { refineTypes, type RefinedColumn } from './refine-types.ts';
import { say } from './say.ts';
import { scratchDir } from './scratch-dir.ts';
import { startSupabase } from './start-supabase.ts';
import { supabaseCli } from './supabase-cli.ts';

const file = path.join(paths.root, 'src', 'types', 'database.types.ts');
const header = '// Written by npm run db:types; do not edit.\n';
// `check` is a CHECK on the one column that lists what it may be, such as ((status = ANY (ARRAY['a'::text, …
const refinedColumns = `
  select c.table_name as "table", c.column_name as "column", c.udt_name as type, pg_get_constraintdef(k.oid) as "check"
  from information_schema.columns c
  left join pg_attribute a on a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and a.attname = c.column_name
  left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]
  where c.table_schema = 'app' and c.udt_name in ('numeric', 'int8', 'text')
  order by 1, 2, 4`;

const columnSchema = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string(),
  check: z.string().nullable(),
});

function refinement(row: unknown): RefinedColumn[] {
  const { table, column, type, check } = columnSchema.parse(row);
  if (type !== 'text') return [{ table, column, type: 'exact' }];
  const list = /^CHECK \(\("?\w+"? = (?:ANY \(ARRAY\[(.+)\]\)|('[^']*'::text))\)\)$/.exec(check ?? '');
  const values = [...(list?.[1] ?? list?.[2] ?? '').matchAll(/'([^']*)'::text/g)].map(([, value = '']) => value);
  return values.length === 0 ? [] : [{ table, column, type: values }];
}

async function generateTypes(): Promise<string> {
  const { dir, remove } = await scratchDir();
  const supabase = await startSupabase({ dataDir: dir, port: 0 });
  try {
    const database = await supabase.listenPostgres();
    const args = ['gen', 'types', '--lang', 'typescript', '--schema', 'app', '--remote', database, '--workdir', dir];
    // A home of its own, so that it finds no login.
    const { code, stdout, stderr } = await supabaseCli(args, { env: { HOME: dir }, timeout: 60_000 });
    if (code !== 0) throw new Error(`The Supabase CLI wrote no types:\n${stderr.trim()}`);
    const columns = (await supabase.query(refinedColumns)).flatMap(refinement);
    const options = { ...(await resolveConfig(file)), parser: 'typescript' };
    return format(refineTypes(await format(header + stdout, options), columns), options);
  } finally {
    await supabase.stop();
    await remove();
  }
}

function differences(before: string, after: string): string {
  const [old, current] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !current.includes(line)).map((line) => `- ${line.trim()}`);
  const added = current.filter((line) => !old.includes(line)).map((line) => `+ ${line.trim()}`);
  const all = [...gone, ...added];
  return [...all.slice(0, 20), ...(all.length > 20 ? [`… and ${all.length - 20} more lines`] : [])].join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const shown = path.relative(process.cwd(), file);
  const before = await readFile(file, 'utf8').catch(() => '');
  const after = await generateTypes();
  if (before === after) return say(`${shown} is what the migrations say.`);
  if (values.check) {
    throw new Error(
      `${shown} is not what the migrations say. Run \`npm run db:types\`.\n${differences(before, after)}`,
    );
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, after);
  await rename(`${file}.tmp`, file);
  say(`Wrote ${shown}.`);
}

await main().catch(fail);
