import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { judgePrompt } from './judge-prompt.ts';

// A process: says that it has started, imports the files that are its arguments, one after the other, and sends what each
// of them is. Its parent outlives whatever a file does: end the process, never end itself, or print.

/** Where in a file it threw, as far as the error tells. */
function lineOf(error: unknown, url: string): number {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const [, line] = stack.split(url)[1]?.match(/^:(\d+)/) ?? [];
  return Number(line ?? 1);
}

async function load(file: string): Promise<object> {
  const url = pathToFileURL(file).href;
  try {
    return { judged: judgePrompt(basename(file, '.prompt.ts'), { ...(await import(url)) }) };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    return { crash: { line: lineOf(error, url), reason } };
  }
}

const send = (message: object): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(message, undefined, {}, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });

// From here on, time is the file's.
await send({ started: true });
for (const file of process.argv.slice(2)) await send(await load(file));
process.exit(0);
