// npm run doctor: what of this machine and this checkout is as it should be, and how the rest is mended. --json for programs.
import path from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { type Examined, examine } from './doctor/examine.ts';
import { fail } from './fail.ts';
import { say } from './say.ts';

const colours = { ok: 'green', warning: 'yellow', broken: 'red' } as const;

const lines = ({ name, state, message, remedy }: Examined): string => {
  const head = styleText(colours[state], state.padEnd(8), { stream: process.stdout });
  const text = message.replaceAll('\n', `\n${' '.repeat(23)}`);
  return `${head} ${name.padEnd(13)} ${text}${remedy === null ? '' : `\n${' '.repeat(23)}→ ${remedy}`}`;
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const results = await examine({ root: path.resolve(import.meta.dirname, '..'), env: process.env });
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
