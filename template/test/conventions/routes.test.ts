import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { routesCheck } from '../../conventions/checks/routes.check.ts';
import type { Finding } from '../../conventions/finding.ts';
import { findProject } from '../../conventions/project.ts';
import { contracts } from '../../conventions/routes/contracts.ts';
import { listMarkedRoutes } from '../../conventions/routes/list-marked-routes.ts';
import { isPlural } from '../../conventions/routes/plural.ts';
import { readRoutes } from '../../conventions/routes/read-routes.ts';
import type { RouteContract } from '../../src/plugins/openapi.ts';

const template = join(import.meta.dirname, '../..');
let folder = '';
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'routes-')));
  const modules = dirname(dirname(import.meta.resolve('fastify/package.json').slice('file://'.length)));
  await symlink(modules, join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A project of these files, at a place of its own. */
async function projectOf(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(folder, 'project-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const check = (root: string): Promise<readonly Finding[]> => routesCheck.run(findProject(root));
const found = async (app: string): Promise<string[]> => {
  const root = await projectOf({ 'src/app.ts': app });
  const findings = await check(root);
  return findings.map(({ file, line, message }) => `${file.slice(root.length + 1)}:${line} ${message}`);
};

const appWith = (lines: string): string =>
  `import Fastify from 'fastify';\nexport const buildApp = async () => {\n  const app = Fastify();\n${lines}\n  return app;\n};\n`;

describe('conventions/routes', () => {
  it('finds nothing in this project, and lists its marks', async () => {
    expect(await check(template)).toEqual([]);
    const marked = await listMarkedRoutes(findProject(template));
    expect(marked).toEqual(
      expect.arrayContaining([
        { method: 'GET', url: '/v1/me', mark: 'singleton', file: join(template, 'src/routes/v1/me.route.ts'), line: 9 },
        expect.objectContaining({ url: '/health/live', mark: 'probe' }),
        expect.objectContaining({ url: '/health/ready', mark: 'probe' }),
      ]),
    );
  });

  it('says what is wrong, why and what to do', async () => {
    const [finding] = await found(appWith("  app.get('/v1/orders', async () => null);"));
    expect(finding).toBe(
      'src/app.ts:4 GET /v1/orders: it is registered outside of `src/routes/`, where nobody looks for it. ' +
        'Move it to a `*.route.ts` there. PATTERNS.md › Routes.',
    );
  });

  it('names the line where line ends are those of Windows', async () => {
    const [finding] = await found(appWith("\n\n  app.get('/v1/orders', async () => null);").replaceAll('\n', '\r\n'));
    expect(finding).toMatch(/^src\/app\.ts:6 /);
  });

  it('names the files as the project has them where a folder above is a symlink', async () => {
    const root = await projectOf({ 'src/app.ts': appWith("  app.get('/v1/orders', async () => null);") });
    await symlink(root, `${root}-link`);
    expect((await check(`${root}-link`)).map(({ file }) => file)).toContain(join(`${root}-link`, 'src/app.ts'));
  });

  it('has nothing to look at where there is no app', async () => {
    expect(await check(await projectOf({}))).toEqual([]);
  });

  it('has no trouble with an app that has no routes', async () => {
    expect(await found(appWith(''))).toEqual([]);
  });
});

describe('an app that cannot be built is one finding, in one line', () => {
  it.each([
    ['throws', "\nthrow new Error('No such key.\\n  at all');", /^src\/app\.ts:2 .*: No such key\. at all PATTERNS/],
    ['throws what is no error', "throw 'nothing';", /^src\/app\.ts:1 .*: nothing PATTERNS/],
    ['ends its process', 'process.exit(0);', /^src\/app\.ts:1 .* ended \(code 0\) before it was built/],
    ['waits for nothing', 'await new Promise(() => undefined);', /^src\/app\.ts:1 .* ended \(code 13\)/],
    [
      'answers in place of the check',
      'process.send?.({ routes: [] });\nprocess.exit(0);',
      /^src\/app\.ts:1 .* ended \(code 0\)/,
    ],
    [
      'fails later',
      "export const buildApp = () => new Promise(() => {\n  setTimeout(() => { throw new Error('Late.'); }, 10);\n});",
      /^src\/app\.ts:2 .*: Late\. PATTERNS/,
    ],
  ])('%s', async (_, app, expected) => {
    const findings = await found(app);
    expect(findings).toEqual([expect.stringMatching(expected)]);
    expect(findings.join('')).not.toMatch(/\n| at .*:\d+:\d+/);
  });

  it.each(['for (;;);', 'setInterval(() => undefined, 1000);\nawait new Promise(() => undefined);'])(
    'is stopped at the deadline: %s',
    async (app) => {
      const project = findProject(await projectOf({ 'src/app.ts': app }));
      const started = performance.now();
      const message = 'it was not ready after 1.5 seconds.';
      expect(await readRoutes(project, 1500)).toMatchObject({ failure: { message, line: 1 } });
      expect(performance.now() - started).toBeLessThan(6000);
    },
  );
});

describe('the environment of the app', () => {
  const wanting = (condition: string) => `if (${condition}) throw new Error('Refused.');\n${appWith('')}`;

  it('is not that of the machine', async () => {
    process.env['SECRET_OF_THE_MACHINE'] = 'secret';
    expect(await found(wanting('process.env.SECRET_OF_THE_MACHINE'))).toEqual([]);
    delete process.env['SECRET_OF_THE_MACHINE'];
  });

  it('has the examples, but leads to no service', async () => {
    const root = await projectOf({
      '.env.example': 'PAYMENT_URL=https://pay.example.com\nREDIS_URL=redis://redis.example.com\n',
      'src/app.ts': wanting("process.env.PAYMENT_URL !== 'https://pay.example.com' || process.env.REDIS_URL"),
    });
    expect(await check(root)).toEqual([]);
  });
});

describe('the marks', () => {
  it('are those that a route can be given', () => {
    const all = { singleton: 1, action: 1, session: 1, stream: 1, upload: 1, webhook: 1, probe: 1 };
    const typed: Record<RouteContract, number> = all;
    expect(Object.keys(contracts).sort()).toEqual(Object.keys(typed).sort());
  });
});

describe('isPlural', () => {
  it.each('invoices people news equipment criteria menus statuses categories quotas apis data salesmen'.split(' '))(
    'takes %s',
    (word) => expect(isPlural(word)).toBe(true),
  );
  it.each('invoice person status address analysis category quota alias salesman api box child'.split(' '))(
    'refuses %s',
    (word) => expect(isPlural(word)).toBe(false),
  );
});
