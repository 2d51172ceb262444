import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { packagesCheck } from '../../conventions/checks/packages.check.ts';
import { findProject } from '../../conventions/project.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';

const place = { dir: '', remove: async () => undefined as unknown };

beforeEach(async () => Object.assign(place, await scratchDir()));
afterEach(() => place.remove());

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(place.dir, path)), { recursive: true });
  await writeFile(join(place.dir, path), text);
};
const findings = (folder = '.') => packagesCheck.run(findProject(join(place.dir, folder)));
const messages = async (text: string): Promise<string[]> => {
  await write('package.json', text);
  return (await findings()).map(({ message }) => message);
};

describe('packages', () => {
  it('says what is wrong, why, and what to do', async () => {
    expect(await messages('{ "dependencies": { "winston": "3" } }')).toEqual([
      "'winston' is a second logger. PATTERNS.md › Logging: a line that passes by Pino has no request id, no level that can be set and no redaction, and may leak a secret. Take it out with `npm uninstall winston`. Log with `request.log`, `app.log` or `requestContext.log()`.",
    ]);
  });

  it('names both names of an alias', async () => {
    const [message] = await messages('{ "dependencies": { "db": "npm:pg@8" } }');
    expect(message).toContain("'pg', installed as 'db', is a database");
    expect(message).toContain('`npm uninstall db`');
    expect(message).toContain('`devDependencies`');
  });

  it.each([
    'npm:got',
    'npm:got@14',
    'github:sindresorhus/got',
    'sindresorhus/got#v14',
    'git+ssh://git@github.com/sindresorhus/got.git#semver:^14',
    'https://example.com/got/-/got-14.0.0.tgz',
    'https://github.com/sindresorhus/got/archive/main.tar.gz',
    'https://github.com/sindresorhus/got/tarball/main',
  ])('finds got in %j', async (version) => {
    expect(await messages(JSON.stringify({ dependencies: { load: version } }))).toEqual([
      expect.stringContaining("'got', installed as 'load', is a second HTTP client"),
    ]);
  });

  it.each(['1.0.0', '^1', '*', '', 'latest', 'workspace:*', 'file:../got', 'link:../got', 'github:acme/gotham'])(
    'takes %j',
    async (version) => {
      expect(await messages(JSON.stringify({ dependencies: { load: version } }))).toEqual([]);
    },
  );

  it('takes a database of this machine as a development dependency alone', async () => {
    expect(await messages('{ "devDependencies": { "postgres": "3" } }')).toEqual([]);
    expect(await messages('{ "dependencies": { "postgres": "3" } }')).toHaveLength(1);
    expect(await messages('{ "devDependencies": { "mysql2": "3" } }')).toHaveLength(1);
  });

  it('looks at the file of the project and at the one above it', async () => {
    await write('PATTERNS.md', '');
    await write('package.json', '{ "dependencies": { "got": "1" } }');
    await write('template/package.json', '{ "dependencies": { "ky": "1" } }');
    const files = (await findings('template')).map(({ file, line }) => [file, line]);
    expect(files).toEqual([
      [join(place.dir, 'package.json'), 1],
      [join(place.dir, 'template/package.json'), 1],
    ]);
  });

  it('reports in the order of the lines, with columns that count from 1', async () => {
    await write(
      'package.json',
      '\uFEFF{"peerDependencies":{"ky":"1"},\r\n  "dependencies": { "pg": "1", "got": "1" } }',
    );
    const places = (await findings()).map(({ line, column }) => [line, column]);
    expect(places).toEqual([
      [1, 22],
      [2, 21],
      [2, 32],
    ]);
  });

  it.each([
    ['', 1, 'Unexpected end of JSON input'],
    ['{\n  "name": "a",\n  // why\n  "x": 1\n}', 3, 'Expected double-quoted property name'],
    ['{\n"dependencies": {\n', 3, 'Expected'],
    ['<<<<<<< HEAD\n{}', 1, 'Unexpected token'],
    ['null', 1, 'is not an object'],
    ['[]', 1, 'is not an object'],
    [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, 1, 'package.json'],
  ])('says where a file is broken: %#', async (text, line, problem) => {
    await write('package.json', text);
    const found = await findings();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ line, severity: 'error', rule: 'conventions/packages' });
    expect(found[0]?.message).toContain(problem);
    expect(found[0]?.message).toContain('PATTERNS.md › Single provider');
  });

  it('finds nothing where there is no package.json, and says so where it cannot be read', async () => {
    expect(await findings()).toEqual([]);
    await symlink('package.json', join(place.dir, 'package.json'));
    expect((await findings()).map(({ message }) => message)).toEqual([expect.stringContaining('ELOOP')]);
    await mkdir(join(place.dir, 'folder/package.json'), { recursive: true });
    expect((await findings('folder')).map(({ message }) => message)).toEqual([expect.stringContaining('EISDIR')]);
  });
});
