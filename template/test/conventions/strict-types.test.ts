import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { strictTypesCheck } from '../../conventions/checks/strict-types.check.ts';
import { findProject } from '../../conventions/project.ts';

const strict = [
  ...['strict', 'noUncheckedIndexedAccess', 'exactOptionalPropertyTypes', 'noImplicitOverride', 'verbatimModuleSyntax'],
  ...['noFallthroughCasesInSwitch', 'noPropertyAccessFromIndexSignature', 'erasableSyntaxOnly'],
].map((name) => `    "${name}": true`);

const tsconfig = (...more: string[]): string =>
  `{\n  "compilerOptions": {\n${[...strict, ...more].join(',\n')}\n  }\n}\n`;

describe('conventions/strict-types', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'strict-types-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const found = async (): Promise<string[]> => {
    const findings = await strictTypesCheck.run(findProject(root));
    return findings.map(({ file, line, message }) => `${file.slice(root.length + 1)}:${line} ${message}`);
  };

  it('takes a strict tsconfig, and a project of nothing', async () => {
    expect(await found()).toEqual([]);
    await write('tsconfig.json', tsconfig());
    expect(await found()).toEqual([]);
  });

  it.each(strict.map((option) => [option.trim().split('"')[1] ?? '']))('wants %s', async (name) => {
    await write('tsconfig.json', tsconfig().replace(new RegExp(`    "${name}": true,?\n`), ''));
    expect(await found()).toEqual([expect.stringContaining(`\`"${name}": true\`.`)]);
  });

  it('tells the line, why, and what to do', async () => {
    await write('tsconfig.json', tsconfig('    "strictNullChecks": false'));
    expect(await found()).toEqual([
      expect.stringMatching(
        /^tsconfig\.json:11 `strictNullChecks` is switched off\. PATTERNS\.md › Strict types: .*Take this line out/,
      ),
    ]);
  });

  it('reads Windows line ends and a byte order mark', async () => {
    await write('tsconfig.json', `\uFEFF${tsconfig('    "noImplicitAny": false').replaceAll('\n', '\r\n')}`);
    expect(await found()).toEqual([expect.stringContaining('tsconfig.json:11 `noImplicitAny` is switched off')]);
  });

  it('finds what a tsconfig takes back of the one it extends', async () => {
    await write('tsconfig.json', tsconfig());
    await write(
      'tsconfig.build.json',
      '{\n  "extends": "./tsconfig.json",\n  "compilerOptions": {\n    "strict": false\n  }\n}\n',
    );
    expect(await found()).toEqual([expect.stringContaining('tsconfig.build.json:4 `strict` is switched off')]);
  });

  it.each([
    ['is empty', ''],
    ['breaks off', '{ "compilerOptions": {'],
    ['is another thing', 'null'],
  ])('tells of a file that %s', async (_name, text) => {
    await write('tsconfig.json', text);
    expect(await found()).toEqual([expect.stringMatching(/^tsconfig\.json:\d+ A tsconfig cannot be read: /)]);
  });

  it('tells of a folder and of a link in circles in its place', async () => {
    await mkdir(join(root, 'tsconfig.json'));
    await symlink('tsconfig.a.json', join(root, 'tsconfig.a.json'));
    expect(await found()).toEqual([
      expect.stringContaining('tsconfig.a.json:1 A tsconfig cannot be read: ELOOP'),
      expect.stringContaining('tsconfig.json:1 A tsconfig cannot be read: EISDIR'),
    ]);
  });
});
