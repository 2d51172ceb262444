import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scratch } from './lint/scratch.ts';

const command = join(import.meta.dirname, '../../conventions/prompts.ts');
const greeting = (version: number, words: string): string =>
  `export const greetPrompt = {\n  name: 'greet',\n  version: ${version},\n  messages: [{ role: 'user', content: '${words}' }],\n};\n`;
const file = 'src/prompts/greet.prompt.ts';

let project: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  project = await scratch({ [file]: greeting(1, 'Hello') });
  await project.commit();
  await project.write(file, greeting(2, 'Good day'));
  await project.commit();
  await project.write(file, greeting(3, 'Good day to you'));
});
afterAll(() => project.remove());

const prompts = (...args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
    execFile(
      process.execPath,
      [command, ...args],
      { cwd: project.cwd, env, timeout: 30_000 },
      (error, stdout, stderr) => done({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    );
  });

describe('npm run prompts', () => {
  it('lists the prompts with their versions', async () => {
    expect(await prompts()).toMatchObject({ code: 0, stdout: 'greet@3\n' });
  });

  it('shows what changed between two versions that git has', async () => {
    const { code, stdout } = await prompts('diff', 'greet', '1', '2');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^-.*content: 'Hello' \}\],$/m);
    expect(stdout).toMatch(/^\+.*content: 'Good day' \}\],$/m);
  });

  it('takes the newest from the work tree', async () => {
    expect((await prompts('diff', 'greet', '2', '3')).stdout).toContain("content: 'Good day to you'");
  });

  it.each([
    [['diff', 'greet', '1', '7'], 1, 'git knows no version 7 of greet'],
    [['diff', 'nobody', '1', '2'], 2, 'There is no prompt nobody; there are: greet.'],
    [['diff', 'greet', '1'], 2, 'Usage: npm run prompts'],
    [['diff', 'greet', 'one', 'two'], 2, 'Usage: npm run prompts'],
    [['show'], 2, 'Usage: npm run prompts'],
  ])('refuses %j', async (args, code, said) => {
    const found = await prompts(...args);
    expect(found.code).toBe(code);
    expect(found.stderr).toContain(said);
  });
});
