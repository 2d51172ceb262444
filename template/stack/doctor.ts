// npm run doctor: what of this machine and this checkout is as it should be, and how the rest is mended. --json for programs.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, styleText } from 'node:util';
import { type Check, type CheckResult, type Place, warning } from './doctor/check-result.ts';
import { checks } from './doctor/checks.ts';
import { fail } from './fail.ts';
import { say } from './say.ts';

const PATIENCE_MS = 2400;
const colours = { ok: 'green', warning: 'yellow', broken: 'red' } as const;

type Named = CheckResult & { readonly name: string };

/** The result of a check, whatever becomes of it. */
const resultOf = async ({ name, look }: Check, place: Place): Promise<Named> => {
  const late = sleep(PATIENCE_MS, null, { ref: false }).then(() =>
    warning('It was not told in time.', 'Run `npm run doctor` again when the machine is idle.'),
  );
  const failed = (error: unknown): CheckResult => {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      return warning('It cannot be told without the packages.', 'npm install, then `npm run doctor` again');
    return warning(`It could not be told: ${why}`, 'Look at what it names; the other lines hold all the same.');
  };
  return { name, ...(await Promise.race([look(place).catch(failed), late])) };
};

const lines = ({ name, state, message, remedy }: Named): string => {
  const head = styleText(colours[state], state.padEnd(8), { stream: process.stdout });
  const text = message.replaceAll('\n', `\n${' '.repeat(23)}`);
  return `${head} ${name.padEnd(13)} ${text}${remedy === null ? '' : `\n${' '.repeat(23)}→ ${remedy}`}`;
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const place: Place = { root: path.resolve(import.meta.dirname, '..'), env: process.env };
  const results = await Promise.all(checks.map((check) => resultOf(check, place)));
  const count = (wanted: string): number => results.filter(({ state }) => state === wanted).length;
  const isOk = count('broken') === 0;
  if (values.json) say(JSON.stringify({ ok: isOk, checks: results }));
  else {
    say(results.map(lines).join('\n'));
    say(
      isOk
        ? `\nNothing is broken; ${count('warning')} to look at.`
        : `\n${count('broken')} broken, ${count('warning')} to look at.`,
    );
  }
  process.exitCode = isOk ? 0 : 1;
  // What is still under way then is of no use any more, and holds nobody up.
  setTimeout(() => process.exit(), 200).unref();
}

await main().catch(fail);
