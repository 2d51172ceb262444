import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promptsCheck, recordPromptVersions } from '../../conventions/checks/prompts.check.ts';
import { findProject } from '../../conventions/project.ts';

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'prompts-')));
  await mkdir(join(root, 'src/prompts'), { recursive: true });
  const modules = dirname(dirname(fileURLToPath(import.meta.resolve('zod/package.json'))));
  await symlink(modules, join(root, 'node_modules'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const check = () => promptsCheck.run(findProject(root));
const record = () => recordPromptVersions(findProject(root));
const recorded = async (): Promise<Record<string, string>> =>
  JSON.parse(await readFile(join(root, 'src/prompts/versions.json'), 'utf8'));

const greet = (version: number, text: string, max = 100): Promise<void> =>
  writeFile(
    join(root, 'src/prompts/greet.prompt.ts'),
    `import { z } from 'zod';

export const greetPrompt = {
  name: 'greet',
  version: ${version},
  input: z.strictObject({ name: z.string().max(${max}) }),
  messages: [{ role: 'user', content: '${text} {{name}}' }],
} as const;
`,
  );

describe('the check `prompts`', () => {
  it('has nothing to say, and records nothing, where there are no prompts', async () => {
    expect([await check(), await record()]).toEqual([[], []]);
    await rm(join(root, 'src'), { recursive: true });
    expect([await check(), await record()]).toEqual([[], []]);
  });

  it('asks for a new version to be recorded, and is content once it is', async () => {
    await greet(1, 'Hello');
    expect(await check()).toEqual([
      {
        rule: 'conventions/prompts',
        file: join(root, 'src/prompts/greet.prompt.ts'),
        line: 5,
        column: 12,
        severity: 'error',
        message: expect.stringMatching(
          /^greet@1 is not recorded\. PATTERNS\.md › Prompts.*Run `npm run lint -- --fix`/,
        ),
      },
    ]);
    expect(await record()).toEqual(['greet@1']);
    expect(await check()).toEqual([]);
  });

  it.each([
    ['the text', () => greet(1, 'Good day')],
    ['the input', () => greet(1, 'Hello', 200)],
  ])('refuses another version of %s under the same number, and never records it anew', async (_what, change) => {
    await greet(1, 'Hello');
    await record();
    const before = await recorded();
    await change();
    expect(await check()).toMatchObject([{ line: 5, message: expect.stringContaining('Raise the version to 2') }]);
    expect(await record()).toEqual([]);
    expect(await recorded()).toEqual(before);
  });

  it('keeps old versions, takes the next number after all that were, and sorts by number', async () => {
    await greet(10, 'Hello');
    await record();
    await greet(9, 'Good day');
    expect(await record()).toEqual(['greet@9']);
    expect(Object.keys(await recorded())).toEqual(['greet@9', 'greet@10']);
    await greet(9, 'Hey');
    expect(await check()).toMatchObject([{ message: expect.stringContaining('Raise the version to 11') }]);
  });

  it('counts what an example brought along, and leaves it as it is', async () => {
    await greet(1, 'Hello');
    await record();
    const file = join(root, 'src/prompts/versions.json');
    await rename(file, join(root, 'src/prompts/demo.versions.json'));
    expect(await check()).toEqual([]);
    await greet(2, 'Good day');
    expect(await record()).toEqual(['greet@2']);
    expect(Object.keys(await recorded())).toEqual(['greet@2']);
    await greet(1, 'Hey');
    expect(await check()).toMatchObject([{ message: expect.stringContaining('Raise the version to 3') }]);
  });

  it('does not count the line ends of the file as a change', async () => {
    await greet(1, 'Hello');
    await record();
    const file = join(root, 'src/prompts/greet.prompt.ts');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'));
    expect(await check()).toEqual([]);
  });

  it('records what is well formed beside what is not', async () => {
    await greet(1, 'Hello {{nobody}}');
    await writeFile(join(root, 'src/prompts/broken.prompt.ts'), 'throw new Error("broken");');
    expect(await record()).toEqual([]);
    await greet(1, 'Hello');
    expect(await record()).toEqual(['greet@1']);
    expect(await check()).toMatchObject([{ message: expect.stringContaining('cannot be loaded: broken.') }]);
  });

  it.each(['{', '[]', '{ "greet": "x" }', '{ "greet@1": "short" }', ''])(
    'says so where the record is %s, and leaves it alone',
    async (text) => {
      await greet(1, 'Hello');
      await writeFile(join(root, 'src/prompts/versions.json'), text);
      expect(await check()).toMatchObject([
        { file: join(root, 'src/prompts/versions.json'), message: expect.stringContaining('cannot be read') },
      ]);
      expect(await record()).toEqual([]);
      expect(await readFile(join(root, 'src/prompts/versions.json'), 'utf8')).toBe(text);
    },
  );

  it('ends a file that never ends loading, and goes on with the next', async () => {
    await writeFile(join(root, 'src/prompts/endless.prompt.ts'), 'for (;;);');
    await greet(1, 'Hello');
    expect(await check()).toMatchObject([
      { line: 1, message: expect.stringContaining('it is not loaded after 10 seconds') },
      { message: expect.stringContaining('greet@1 is not recorded') },
    ]);
  }, 60_000);

  it('tells the line of a syntax error, without a stack trace', async () => {
    await writeFile(join(root, 'src/prompts/greet.prompt.ts'), 'export const\n  greetPrompt = {{;');
    expect(await check()).toMatchObject([{ line: 2, message: expect.not.stringMatching(/\n|\bat /) }]);
  });
});
