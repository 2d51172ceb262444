import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exists } from '../../kit/support/workshop.ts';
import { copyKit } from '../support/copy-kit.ts';
import { fakeProgram } from '../support/fake-program.ts';
import { runProgram } from '../support/run-program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const temp = await makeTempFolder();
const kit = join(temp.path, 'kit');
const composed = join(kit, '.stack/examples/demo');
const path = { value: '' };
// Stands for npm: says where it runs and with what, then does what the test asks for.
const npm = `echo "$PWD $*"; [ ! -f "${temp.path}/script" ] || . "${temp.path}/script"`;

const example = (...args: string[]) =>
  runProgram(process.execPath, [join(kit, 'generators/project/example.ts'), ...args], {
    cwd: kit,
    env: { PATH: path.value },
  });
const read = (file: string) => readFile(file, 'utf8');
const doing = (script: string) => writeFile(join(temp.path, 'script'), script);

beforeAll(async () => {
  await copyKit(kit);
  path.value = await fakeProgram(temp.path, 'npm', npm);
}, 30_000);
beforeEach(() => doing(''));
afterAll(temp.remove);

describe('npm run example', () => {
  it('runs the script of a composed project, with what was not committed, and ends as it does', async () => {
    await writeFile(join(kit, 'examples/demo/src/new.ts'), '// new\n');
    await doing('exit 3');
    const { exitCode, stdout } = await example('demo', 'typecheck', '--pretty');
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: `${composed} run --silent typecheck -- --pretty\n` });
    expect(await read(join(composed, 'src/new.ts'))).toBe('// new\n');
    expect(await exists(join(composed, 'node_modules/zod/package.json'))).toBe(true);

    await rm(join(kit, 'examples/demo/src/new.ts'));
    await example('demo', 'typecheck');
    expect(await exists(join(composed, 'src/new.ts'))).toBe(false);
  });

  it("runs the example's own tests where no others are named", async () => {
    expect((await example('demo', 'test')).stdout).toBe(`${composed} run --silent test -- test/demo.test.ts\n`);
    expect((await example('demo', 'test', 'other')).stdout).toBe(`${composed} run --silent test -- other\n`);
  });

  it('composes several together, with what they require', async () => {
    const { stdout } = await example('extra,demo', 'typecheck');
    expect(stdout).toContain('/.stack/examples/demo+extra run');
    expect(await exists(join(kit, '.stack/examples/demo+extra/src/extra.ts'))).toBe(true);
  });

  it('takes the types back to the example, but not where they were only compared', async () => {
    const target = join(kit, 'examples/demo/database.types.ts');
    const before = await read(target);
    await doing('echo "// new" >> src/types/database.types.ts');
    await example('demo', 'db:types', '--check');
    expect(await read(target)).toBe(before);
    expect((await example('demo', 'db:types')).stderr).toBe('Wrote examples/demo/database.types.ts.\n');
    expect(await read(target)).toBe(`${before}// new\n`);
    await writeFile(target, before);
  });

  it('takes back what `lint --fix` mended in the example, and nothing else', async () => {
    await doing('echo "// mended" >> src/demo.ts; echo "// mended" >> src/app.ts');
    const app = await read(join(kit, 'template/src/app.ts'));
    expect((await example('demo', 'lint', '--fix')).stderr).toBe('Taken back to the examples: src/demo.ts.\n');
    expect(await read(join(kit, 'examples/demo/src/demo.ts'))).toMatch(/\/\/ mended\n$/);
    expect(await read(join(kit, 'template/src/app.ts'))).toBe(app);
  });

  it.each([
    [[], 'Usage: npm run example'],
    [['nope'], 'No example is called "nope"; there are:'],
    [['demo', 'nope'], 'A project has no script nope; it has: '],
  ])('refuses %j', async (args, said) => {
    expect(await example(...args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(said) });
  });
});
