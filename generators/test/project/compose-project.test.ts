import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeProject } from '../../project/compose-project.ts';
import { listKitFiles } from '../../project/kit-files.ts';
import { addedFiles, copyKit, localFiles, realKit } from './support/copy-kit.ts';
import { runProgram } from './support/run-program.ts';
import { makeTempFolder } from './support/temp-folder.ts';

const temp = await makeTempFolder();
const kit = join(temp.path, 'kit');
const signal = AbortSignal.timeout(60_000);
const compose = (kitRoot: string, ...examples: string[]) =>
  composeProject({ kitRoot, name: 'acme-api', examples, untracked: false, signal });
const textOf = (project: Awaited<ReturnType<typeof compose>>, path: string) =>
  Buffer.from(project.files.get(path)?.bytes ?? []).toString();

const described = (project: Awaited<ReturnType<typeof compose>>) =>
  [...project.files].map(([path, { bytes, executable }]) => [path, executable, Buffer.from(bytes).toString('base64')]);

beforeAll(() => copyKit(kit), 30_000);
afterAll(temp.remove);

describe('composeProject', () => {
  it('lays every file of the template at the root, byte for byte', async () => {
    const { files } = await compose(kit);
    const paths = (await listKitFiles(kit, signal)).filter((path) => path.startsWith('template/'));
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths.filter((it) => it !== 'template/package.json')) {
      const at = path.slice('template/'.length).replace(/^(gitignore|npmrc)$/, '.$1');
      expect(files.has(at) ? at : `missing: ${at}`).toBe(at);
      expect(Buffer.compare(files.get(at)?.bytes ?? Buffer.from([]), await readFile(join(kit, path)))).toBe(0);
    }
  });

  it("takes the kit's other parts, and leaves what is the kit's own", async () => {
    const { files } = await compose(kit);
    const paths = [...files.keys()];
    expect(paths).toEqual(
      expect.arrayContaining(['PATTERNS.md', '.github/dependabot.yml', '.github/workflows/project.yml']),
    );
    expect(paths.filter((path) => /^(template|examples|generators\/(project|test))\//.test(path))).toEqual([]);
    expect(paths).not.toContain('.github/workflows/kit.yml');
    expect(paths).toEqual(paths.toSorted());
  });

  it("lets the template's file win where both have one", async () => {
    expect(textOf(await compose(kit), '.github/both.yml')).toBe('// template/.github/both.yml\n');
  });

  it('takes nothing that belongs to one machine', async () => {
    const texts = [...(await compose(kit, 'demo')).files.values()].map(({ bytes }) => Buffer.from(bytes).toString());
    for (const path of localFiles) expect(texts).not.toContain(`// ${path}\n`);
    expect(texts.filter((text) => text.startsWith('// template/.env.example\n'))).toHaveLength(1);
  });

  it('keeps the executable bit', async () => {
    const { files } = await compose(kit);
    expect(files.get('scripts/run.sh')?.executable).toBe(true);
    expect(files.get('.env.example')?.executable).toBe(false);
  });

  it('gives the same project from a clone and from an installed package', async () => {
    const installed = join(temp.path, 'installed');
    // What a package holds: a tree without .git, and the lockfile in dist, where `prepack` puts it.
    await cp(kit, installed, {
      recursive: true,
      filter: (path) => !/^\/(\.git|node_modules)$/.test(path.slice(kit.length)),
    });
    await mkdir(join(installed, 'dist'));
    await cp(join(kit, 'package-lock.json'), join(installed, 'dist/lock.json'));
    await rm(join(installed, 'package-lock.json'));
    expect(described(await compose(installed, 'demo'))).toEqual(described(await compose(kit, 'demo')));
  });

  it("leaves out what was tried in a clone, as another client's, and names it", async () => {
    const trials = ['template/src/trial.ts', 'supabase/migrations/20990101000000_trial.sql', 'examples/demo/trial.ts'];
    const others = ['generators/test/trial.ts', 'template/trial.log', 'trial.ts'];
    for (const path of [...trials, ...others]) await writeFile(join(kit, path), '// trial\n');
    const { files, leftOut } = await compose(kit, 'demo');
    expect([...files.keys()].filter((path) => path.includes('trial'))).toEqual([]);
    expect(leftOut.toSorted()).toEqual(trials.toSorted());
    await runProgram('git', ['add', ...trials], { cwd: kit });
    expect((await compose(kit, 'demo')).leftOut).toEqual([]);
    expect((await compose(kit, 'demo')).files.has('src/trial.ts')).toBe(true);
    for (const path of [...trials, ...others]) await rm(join(kit, path));
  });

  it('leaves out a file that git tracks but that is gone', async () => {
    const gone = join(kit, 'template/gone.ts');
    await cp(join(kit, 'PATTERNS.md'), gone);
    await runProgram('git', ['add', 'template/gone.ts'], { cwd: kit });
    expect((await compose(kit)).files.has('gone.ts')).toBe(true);
    await rm(gone);
    expect((await compose(kit)).files.has('gone.ts')).toBe(false);
  });

  it('has the decisions that its own code names as reasons, which its lint asks for', async () => {
    const project = await compose(realKit);
    const code = [...project.files].filter(([path]) => path.startsWith('src/'));
    const named = code.flatMap(
      ([, { bytes }]) =>
        Buffer.from(bytes)
          .toString()
          .match(/docs\/decisions\/[\w-]+\.md/g) ?? [],
    );
    expect(named).not.toEqual([]);
    expect(named.filter((path) => !project.files.has(path))).toEqual([]);
  });

  it('takes all examples of the kit together, and so each of them', async () => {
    const entries = await readdir(join(realKit, 'examples'), { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect((await compose(realKit, ...names)).examples.toSorted()).toEqual(names.toSorted());
  });

  it('refuses a kit that holds a link', async () => {
    const link = join(kit, 'template/link.ts');
    await symlink('/etc/passwd', link);
    await runProgram('git', ['add', 'template/link.ts'], { cwd: kit });
    await expect(compose(kit)).rejects.toMatchObject({ code: 'odd_file', exitCode: 1 });
    await rm(link);
  });

  it('says what is wrong with a kit that lacks its template or its lockfile', async () => {
    const broken = join(temp.path, 'broken');
    await cp(join(kit, 'supabase'), join(broken, 'supabase'), { recursive: true });
    await expect(compose(broken)).rejects.toMatchObject({ code: 'broken_kit' });
    await cp(join(kit, 'template/package.json'), join(broken, 'template/package.json'));
    await expect(compose(broken)).rejects.toMatchObject({ code: 'broken_kit' });
  });
});

describe("the project's package.json", () => {
  it('is that of the template but for its name and the install script of Node', async () => {
    const text = textOf(await compose(kit), 'package.json');
    const template: object = JSON.parse(await readFile(join(kit, 'template/package.json'), 'utf8'));
    const expected = { ...template, name: 'acme-api', allowScripts: { node: true } };
    expect(text).toBe(`${JSON.stringify(expected, null, 2)}\n`);
  });
});

describe("the project's lockfile", () => {
  const npm = async (folder: string, files: Record<string, string>, ...args: string[]) => {
    const cwd = join(temp.path, folder);
    await mkdir(cwd);
    for (const [path, text] of Object.entries(files)) await writeFile(join(cwd, path), text);
    const env = { npm_config_cache: join(temp.path, 'npm-cache') };
    const { exitCode, stderr } = await runProgram('npm', [...args, '--ignore-scripts', '--offline'], { cwd, env });
    expect({ exitCode, errors: /^npm error.*$/m.exec(stderr)?.[0] ?? '' }).toEqual({ exitCode: 0, errors: '' });
    return readFile(join(cwd, 'package-lock.json'), 'utf8');
  };
  const filesOf = async () => {
    const project = await compose(realKit);
    return Object.fromEntries(
      ['package.json', 'package-lock.json', '.npmrc'].map((path) => [path, textOf(project, path)]),
    );
  };

  it('is one in which npm finds nothing to change, without a network', async () => {
    const files = await filesOf();
    expect(await npm('by-install', files, 'install', '--package-lock-only')).toBe(files['package-lock.json']);
  }, 60_000);

  // npm ci asks for the builds of every platform, and npm leaves some out of the kit's lockfile when it adds a package:
  // docs/decisions/0008-lockfile-other-platforms.md says how they come back.
  it('is one that npm ci takes', async () => {
    await npm('by-ci', await filesOf(), 'ci', '--dry-run');
  }, 60_000);
});

describe('.kit.json', () => {
  it("holds the kit's version, the examples, and the hash of every other file", async () => {
    const project = await compose(kit, 'demo', 'demo');
    const manifest = JSON.parse(textOf(project, '.kit.json'));
    const { version } = JSON.parse(await readFile(join(kit, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ kit: { version }, examples: ['demo'] });
    expect(Object.keys(manifest.files)).toEqual([...project.files.keys()].filter((path) => path !== '.kit.json'));
    for (const [path, hash] of Object.entries(manifest.files))
      expect(hash).toBe(
        createHash('sha256')
          .update(project.files.get(path)?.bytes ?? '')
          .digest('hex'),
      );
  });
});

describe('examples', () => {
  it('are laid beside the template, their README among the docs', async () => {
    const project = await compose(kit, 'demo');
    expect(textOf(project, 'src/demo.ts')).toBe("export const demo = (): string => 'demo';\n");
    expect(textOf(project, 'src/README.md')).toBe('// examples/demo/src/README.md\n');
    expect(textOf(project, 'scripts/demo.sh')).toBe('// examples/demo/scripts/demo.sh\n');
    expect(textOf(project, 'docs/examples/demo.md')).toBe('# Demo\n');
    expect(project.files.has('env.example') || project.files.has('database.types.ts')).toBe(false);
    const bare = await compose(kit);
    expect(textOf(project, 'README.md')).toBe(textOf(bare, 'README.md'));
    expect(bare.files.has('src/demo.ts')).toBe(false);
  });

  it('add their dependencies, their environment and their tables to what the project has', async () => {
    const [project, bare] = [await compose(kit, 'demo'), await compose(kit)];
    const [packageJson, before] = [project, bare].map((it) => JSON.parse(textOf(it, 'package.json')));
    expect(packageJson.dependencies).toEqual({ ...before.dependencies, 'left-pad': '1.3.0' });
    expect(packageJson.devDependencies).toEqual({ ...before.devDependencies, 'is-odd': '3.0.1' });
    expect(Object.keys(packageJson.dependencies)).toEqual(Object.keys(packageJson.dependencies).toSorted());
    expect(textOf(project, '.env.example')).toBe(
      `${textOf(bare, '.env.example')}\n# >>> example demo: docs/examples/demo.md\n# What demo needs.\nDEMO_KEY=\n# <<< example demo\n`,
    );
    const types = textOf(project, 'src/types/database.types.ts');
    expect(types).toBe(await readFile(join(kit, 'examples/demo/database.types.ts'), 'utf8'));
    expect(types).not.toBe(textOf(bare, 'src/types/database.types.ts'));
  });

  it('bring those that they require, once', async () => {
    const project = await compose(kit, 'extra');
    expect(project.examples).toEqual(['demo', 'extra']);
    expect(JSON.parse(textOf(project, '.kit.json')).examples).toEqual(['demo', 'extra']);
    expect(project.files.has('src/demo.ts')).toBe(true);
    expect(described(project)).toEqual(described(await compose(kit, 'demo', 'extra')));
  });

  const breakDemo = async (path: string, content: string) => {
    const before = await readFile(join(kit, path), 'utf8').catch(() => null);
    await mkdir(dirname(join(kit, path)), { recursive: true });
    await writeFile(join(kit, path), content);
    await runProgram('git', ['add', path], { cwd: kit });
    const failed = await compose(kit, 'demo').then(() => null, (error: unknown) => error); // prettier-ignore
    if (before === null) await rm(join(kit, path));
    else await writeFile(join(kit, path), before);
    return failed;
  };

  it.each([
    ['src/app.ts', '// another\n', 'src/app.ts'],
    ['package.json', '{"dependencies":{"pino":"1.0.0"}}', 'pino 1.0.0'],
    ['env.example', 'LOG_LEVEL=debug\n', 'LOG_LEVEL'],
  ])('that would change what is there are refused: %s', async (path, content, named) => {
    expect(await breakDemo(`examples/demo/${path}`, content)).toMatchObject({
      code: 'example_conflict',
      exitCode: 1,
      message: expect.stringContaining(named),
    });
  });

  it('without a package.json of their own are refused', async () => {
    expect(await breakDemo('examples/demo/package.json', 'no JSON')).toMatchObject({ code: 'broken_kit' });
  });

  it.each(['nope', 'constructor', '../template', 'demo/src'])(
    'called %p are refused with those that exist',
    async (name) => {
      await expect(compose(kit, 'demo', name)).rejects.toMatchObject({
        code: 'unknown_example',
        exitCode: 2,
        message: expect.stringMatching(/there are: .*demo/),
      });
    },
  );

  it('are refused when the kit has none', async () => {
    const bare = join(temp.path, 'bare');
    await cp(join(kit, 'template/package.json'), join(bare, 'template/package.json'));
    await expect(compose(bare, 'auth')).rejects.toMatchObject({
      message: expect.stringContaining('has no examples yet'),
    });
  });
});

it('the copy of the kit holds what these tests rely on', async () => {
  expect(await listKitFiles(kit, signal)).toEqual(expect.arrayContaining(addedFiles));
});
