// npm run db:types: writes src/types/database.types.ts from a database with all migrations applied; --check only compares.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { exactTypes } from './exact-types.ts';
import { fail } from './fail.ts';
import { paths } from './paths.ts';
import { say } from './say.ts';
import { scratchDir } from './scratch-dir.ts';
import { startSupabase } from './start-supabase.ts';
import { supabaseCli } from './supabase-cli.ts';

const file = path.join(paths.root, 'src', 'types', 'database.types.ts');
const header = '// Written by npm run db:types; do not edit.\n';
const exactColumns = `select table_name || '.' || column_name as name from information_schema.columns
  where table_schema = 'app' and udt_name in ('numeric', 'int8')`;

async function generateTypes(): Promise<string> {
  const { dir, remove } = await scratchDir();
  const supabase = await startSupabase({ dataDir: dir, port: 0 });
  try {
    const database = `postgresql://postgres:postgres@${await supabase.listenPostgres()}/postgres?sslmode=disable`;
    const args = ['gen', 'types', '--lang', 'typescript', '--schema', 'app', '--remote', database, '--workdir', dir];
    const { code, stdout, stderr } = await supabaseCli(args, { home: dir, timeout: 60_000 });
    if (code !== 0) throw new Error(`The Supabase CLI wrote no types:\n${stderr.trim()}`);
    const exact = new Set((await supabase.query(exactColumns)).map(({ name }) => String(name)));
    const options = await resolveConfig(file);
    return exactTypes(await format(header + stdout, { ...options, parser: 'typescript' }), exact);
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
