import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, it } from '@jest/globals';
import { paths } from '../stack/paths.ts';
import { scratchDir } from '../stack/scratch-dir.ts';
import { startDocumentWorker } from './support/start-document-worker.ts';

const MARK = '\u001e';
const readme = await readFile(path.join(paths.root, 'docs/examples/embeddings.md'), 'utf8');
/** The blocks to paste, the first of which names where things are, each with the answer that follows it. */
const [, ...blocks] = [...readme.matchAll(/```bash\n(.*?)\n```(?:\n\n```json\n(.*?)\n```)?/gs)].map(
  ([, command = '', answer]) => ({ command, answer: answer ?? null }),
);

const test = startDocumentWorker();
beforeAll(async () => {
  await test.app().listen({ port: 0, host: '127.0.0.1' });
});

/** Runs the commands in one shell, as somebody who pastes them. @returns what each printed. */
const paste = async (here: string): Promise<string[]> => {
  const { dir, remove } = await scratchDir();
  const script = path.join(dir, 'story.sh');
  await writeFile(script, [here, ...blocks.map(({ command }) => `printf '${MARK}'\n${command}`)].join('\n'));
  const child = spawn('bash', [script], { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'], timeout: 80_000 });
  const printed = await text(child.stdout);
  await remove();
  return printed.split(MARK).slice(1);
};

it('answers every request of the README as it says', async () => {
  const { port } = test.app().server.address() as AddressInfo;
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = process.env;
  const here = `API=http://127.0.0.1:${port}/v1\nSUPABASE=${SUPABASE_URL}\nKEY=${SUPABASE_PUBLISHABLE_KEY}`;
  const printed = await paste(here);
  expect(blocks.filter(({ answer }) => answer !== null)).toHaveLength(7);
  expect(printed).toHaveLength(blocks.length);
  for (const [index, { answer }] of blocks.entries()) {
    const parts = answer?.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    if (parts !== undefined) expect(printed[index]?.trim()).toMatch(new RegExp(`^${parts.join('.*')}$`, 's'));
  }
}, 90_000);
