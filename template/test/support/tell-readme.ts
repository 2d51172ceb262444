import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@jest/globals';
import { paths } from '../../stack/paths.ts';
import { paste } from './paste.ts';

/**
 * Pastes the blocks of `docs/examples/<name>.md`, and expects what the text says of each; `…` there stands for anything. The first
 * block names where things are: what is there instead comes from this run.
 * @param answers how many of the blocks are followed by an answer, so that none is lost by another way of writing it
 */
export async function tellReadme(name: string, port: number, answers: number, timeoutMs?: number): Promise<void> {
  const readme = await readFile(path.join(paths.root, `docs/examples/${name}.md`), 'utf8');
  const [, ...blocks] = [...readme.matchAll(/```bash\n(.*?)\n```(?:\n\n```json\n(.*?)\n```)?/gs)].map(
    ([, command = '', answer]) => ({ command, answer: answer ?? null }),
  );
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = process.env;
  const here = `API=http://127.0.0.1:${port}/v1\nSUPABASE=${SUPABASE_URL}\nKEY=${SUPABASE_PUBLISHABLE_KEY}`;
  const [, ...printed] = await paste([here, ...blocks.map(({ command }) => command)], timeoutMs);
  expect(blocks.filter(({ answer }) => answer !== null)).toHaveLength(answers);
  expect(printed).toHaveLength(blocks.length);
  for (const [index, { answer }] of blocks.entries()) {
    const parts = answer?.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    if (parts !== undefined) expect(printed[index]?.trim()).toMatch(new RegExp(`^${parts.join('.+')}$`, 's'));
  }
}
