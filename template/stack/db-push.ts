// npm run db:push: applies new migrations to a hosted project. Shows them first; changes nothing without --yes.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fail } from './fail.ts';
import { paths } from './paths.ts';
import { say } from './say.ts';
import { supabaseCli } from './supabase-cli.ts';

const noTarget =
  'There is no project to push to. Set SUPABASE_DB_URL to its connection string (dashboard: Connect), or link it with ' +
  '`npx supabase login` and `npx supabase link`.';

/** The flag that names the target. @throws when there is none. */
function target(): string {
  const url = process.env['SUPABASE_DB_URL'] ?? '';
  if (url !== '') return `--remote=${url}`;
  if (existsSync(path.join(paths.supabase, '.temp', 'project-ref'))) return '--remote';
  throw new Error(noTarget);
}

/** What the CLI says may repeat the connection string. */
function withoutPassword(text: string): string {
  return text.replace(/(postgres(?:ql)?:\/\/[^:@/\s]*:)[^@\s]+@/g, '$1…@');
}

async function push(extra: readonly string[]): Promise<string> {
  const args = ['db', 'push', target(), '--workdir', path.dirname(paths.supabase), ...extra];
  const { code, stdout, stderr } = await supabaseCli(args, { home: null, timeout: 300_000 });
  const output = withoutPassword(`${stderr}${stdout}`).trim();
  if (code !== 0) throw new Error(`The Supabase CLI could not do it:\n${output}`);
  return output;
}

async function main(): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { 'dry-run': flag, yes: flag } });
  const preview = await push(['--dry-run']);
  say(preview);
  if (values['dry-run'] || !preview.includes('Would push')) return;
  if (!values.yes) throw new Error('Nothing was pushed yet. To push what is listed: `npm run db:push -- --yes`');
  say(await push(['--yes']));
}

await main().catch(fail);
