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

const badUrl =
  'SUPABASE_DB_URL is not a connection string such as postgresql://user:password@host:5432/postgres. Characters such ' +
  'as @ : / # % in the password must be percent-encoded.';

const unknownAnswer =
  'Nothing was pushed: the Supabase CLI said neither what it would push nor that the database is up to date. Its answer ' +
  'is above. Use the version that package.json names (`npm install`).';

type Target = { flag: string; env: Readonly<Record<string, string>> };

/** The password goes through the environment: everybody on this machine can read the arguments of a process. */
function hostedAt(given: string): Target {
  try {
    const url = new URL(given);
    if (!/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '') throw new Error('another kind of URL');
    const password = decodeURIComponent(url.password);
    url.password = '';
    return { flag: `--remote=${url.href}`, env: password === '' ? {} : { PGPASSWORD: password } };
  } catch {
    // Its own message would show the password.
    throw new Error(badUrl);
  }
}

/** Where to push to. @throws when nothing says so. */
function findTarget(): Target {
  const url = process.env['SUPABASE_DB_URL'] ?? '';
  if (url !== '') return hostedAt(url);
  if (existsSync(path.join(paths.supabase, '.temp', 'project-ref'))) return { flag: '--remote', env: {} };
  throw new Error(noTarget);
}

/** What the CLI says may repeat the connection string. */
function withoutPassword(text: string): string {
  return text.replace(/(postgres(?:ql)?:\/\/[^:@/\s]*:)[^@\s]+@/g, '$1…@');
}

async function push(extra: readonly string[]): Promise<string> {
  const { flag, env } = findTarget();
  const args = ['db', 'push', flag, '--workdir', path.dirname(paths.supabase), ...extra];
  const { code, stdout, stderr } = await supabaseCli(args, { env, timeout: 300_000 });
  const output = withoutPassword(`${stderr}${stdout}`).trim();
  if (code !== 0) throw new Error(`The Supabase CLI could not do it:\n${output}`);
  return output;
}

async function main(): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { 'dry-run': flag, yes: flag } });
  const preview = await push(['--dry-run']);
  say(preview);
  const isNews = preview.includes('Would push');
  if (!isNews && !preview.includes('database is up to date')) throw new Error(unknownAnswer);
  if (values['dry-run'] || !isNews) return;
  if (!values.yes) throw new Error('Nothing was pushed yet. To push what is listed: `npm run db:push -- --yes`');
  say(await push(['--yes']));
}

await main().catch(fail);
