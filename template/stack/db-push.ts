// npm run db:push: applies new migrations to a hosted project. Shows them first; changes nothing without --yes.
import { parseArgs } from 'node:util';
import { fail } from './fail.ts';
import { hostedDatabase } from './hosted-database.ts';
import { say } from './say.ts';

const unknownAnswer =
  'Nothing was pushed: the Supabase CLI said neither what it would push nor that the database is up to date. Its answer ' +
  'is above. Use the version that package.json names (`npm install`).';

async function push(extra: readonly string[]): Promise<string> {
  return (await hostedDatabase(['db', 'push'], extra)).said;
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
