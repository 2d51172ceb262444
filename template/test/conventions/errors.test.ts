import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const thrown = "export const a = () => { throw new Error('no'); };";

describe('conventions/app-errors', () => {
  it.each([
    'routes/v1/a.route.ts',
    'services/a.service.ts',
    'repositories/a.repository.ts',
    'plugins/a.ts',
    'jobs/a.job.ts',
  ])('holds in src/%s', async (path) => {
    expect(await brokenRules(`src/${path}`, thrown)).toEqual(['conventions/app-errors']);
  });

  it.each(['src/config/a.config.ts', 'src/clients/a.ts', 'src/utils/a.ts', 'stack/a.ts', 'test/a.test.ts'])(
    'leaves %s alone, whose errors reach no caller as they are',
    async (path) => {
      expect(await brokenRules(path, thrown)).toEqual([]);
    },
  );

  it('says what is thrown, and how one is made', async () => {
    const [finding] = await lint('src/services/a.service.ts', thrown);
    expect(finding?.message).toMatch(/^`new Error\('no'\)` is no error of ours\. PATTERNS\.md › Errors: .*`appError`/);
  });

  it('says of the error of a reply how to take it', async () => {
    const code = 'export const a = async (b: () => Promise<{ error: unknown }>) => { throw (await b()).error; };';
    const [finding] = await lint('src/services/a.service.ts', code);
    expect(finding?.message).toMatch(/is the reply of a library.*`unwrap\(await query\)`/);
  });

  it('ends where names go in circles', async () => {
    const code =
      'export const a = () => { const b = () => c(); const c = () => b(); const d = e; const e = d; throw d ?? b(); };';
    expect(await brokenRules('src/services/a.service.ts', code)).toEqual([]);
  });
});

describe('conventions/error-replies', () => {
  const route = (body: string): string =>
    `import type { FastifyPluginAsync } from 'fastify'; const route: FastifyPluginAsync = async (app) => { app.get('/a', async (request, reply) => { ${body} }); }; export default route;`;

  it.each([
    ["return reply.code(404).send('no');", /status 404 is written here.*`throw appError\.notFound/],
    ["return reply.send({ error: 'no' });", /written by hand here.*the error handler turns every throw/],
    ['app.setErrorHandler(() => request.id);', /`setErrorHandler` handles errors a second time/],
  ])('says of %s what to do', async (body, message) => {
    const [finding] = await lint('src/routes/v1/a.route.ts', route(body));
    expect(finding?.message).toMatch(message);
  });

  it('takes an answer with data, whatever its status', async () => {
    expect(
      await brokenRules('src/routes/v1/a.route.ts', route('return reply.code(503).send({ data: request.id });')),
    ).toEqual([]);
  });

  it.each(['test/a.test.ts', 'stack/a.ts'])('leaves %s alone', async (path) => {
    expect(await brokenRules(path, route("return reply.code(404).send('no');"))).toEqual([]);
  });
});

describe('conventions/no-silent-catch', () => {
  it.each([
    ['a value in its stead', 'export const a = (b: Promise<string>) => b.catch(() => null);'],
    ['a reason inside', 'export const a = (b: Promise<void>) => b.catch(() => { /* it ended anyway */ });'],
    ['a reason above', '// It ended anyway.\nexport const a = (b: Promise<void>) => b.catch(() => {});'],
  ])('takes %s', async (_name, code) => {
    expect(await brokenRules('src/utils/a.ts', code)).toEqual([]);
  });

  it('takes no reason that belongs to the code above', async () => {
    const code = 'export const c = 1; // one\nexport const a = (b: Promise<void>) => b.catch(() => {});';
    expect(await brokenRules('src/utils/a.ts', code)).toEqual(['conventions/no-silent-catch']);
  });
});
