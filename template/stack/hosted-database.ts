import { existsSync } from 'node:fs';
import path from 'node:path';
import { paths } from './paths.ts';
import { supabaseCli } from './supabase-cli.ts';

const noTarget =
  'There is no hosted project to ask. Set SUPABASE_DB_URL to its connection string (dashboard: Connect), or link it with ' +
  '`npx supabase login` and `npx supabase link`.';

const badUrl =
  'SUPABASE_DB_URL is not a connection string such as postgresql://user:password@host:5432/postgres. Characters such ' +
  'as @ : / # % in the password must be percent-encoded.';

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

/** Where the project is. @throws when nothing says so. */
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

/**
 * Runs a command of the Supabase CLI on the database of SUPABASE_DB_URL, or of the linked project.
 * @returns all that it said, without the password, and what it wrote to stdout, as it is
 * @throws the same, where it failed
 */
export async function hostedDatabase(command: readonly string[], extra: readonly string[] = []) {
  const { flag, env } = findTarget();
  const args = [...command, flag, '--workdir', path.dirname(paths.supabase), ...extra];
  const { code, stdout, stderr } = await supabaseCli(args, { env, timeout: 300_000 });
  const said = withoutPassword(`${stderr}${stdout}`).trim();
  if (code !== 0) throw new Error(`The Supabase CLI could not do it:\n${said}`);
  return { said, stdout };
}
