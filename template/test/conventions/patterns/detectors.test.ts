import { afterAll, describe, expect, it } from '@jest/globals';
import { detectors } from '../../../conventions/patterns/detectors.ts';
import { isUnreadable, parseSource } from '../../../conventions/patterns/parse-source.ts';
import { scratchProject } from './scratch-project.ts';

const project = scratchProject();
afterAll(() => project.remove());

/** What a detector tells of a file, as `line form`. */
function tell(name: string, path: string, code: string): string[] {
  const source = parseSource(project.write(path, code));
  const detector = detectors.find((one) => one.name === name);
  if (detector === undefined || isUnreadable(source)) throw new Error(`${name} cannot look at ${path}.`);
  if (!detector.looksAt(source)) return ['not looked at'];
  const found = detector.detect(source);
  expect(detector.forms).toEqual(expect.arrayContaining(found.map(({ form }) => form)));
  return found.toSorted((a, b) => a.line - b.line).map(({ line, form }) => `${line} ${form}`);
}

describe('service-form and repository-form', () => {
  it.each([
    ['export const aService = { get() {} };', '1 object literal'],
    ['export const aService = { get() {} } satisfies Service as Service;', '1 object literal'],
    ['export const aService = Object.freeze({ get() {} });', '1 object literal'],
    ['const aService = { get() {} };\nexport { aService };', '2 object literal'],
    ['const aService = { get() {} };\nexport { aService as default };', '2 object literal'],
    ['const one = { get() {} };\nexport default one;', '2 object literal'],
    ['export type A = 1;\nexport const helper = () => 1;\nexport const aService = { get() {} };', '3 object literal'],
    ['export class AService { get() {} }', '1 class'],
    ['export default class { get() {} }', '1 class'],
    ['class A {}\nexport const aService = new A();', '2 class'],
    ['export const aService = { get() {} };\nexport const A = class {};', '2 class'],
    ['export function get() {}\nexport function list() {}', '1 plain functions'],
    ['export const get = async () => 1;', '1 plain functions'],
    ['export const createAService = (db: Db) => db;', '1 factory'],
    ['export const aService = (db: Db) => ({ get: () => db });', '1 factory'],
    ['export function aService() { return { get() {} }; }', '1 factory'],
    ["export * from './b.service.ts';", '1 something else'],
    ["export { bService as aService } from './b.service.ts';", '1 something else'],
    ['export declare const aService: Service;\nexport const b = {};', '2 object literal'],
  ])('tells the form of %j', (code, form) => {
    expect(tell('service-form', 'src/services/a.service.ts', code)).toEqual([form]);
    const asRepository = code.replaceAll('Service', 'Repository').replaceAll('.service', '.repository');
    expect(tell('repository-form', 'src/repositories/a.repository.ts', asRepository)).toEqual([form]);
  });

  it('has nothing to tell of a file of types, and looks at its role alone', () => {
    expect(tell('service-form', 'src/services/a.service.ts', 'export type A = 1;')).toEqual([]);
    expect(tell('service-form', 'src/services/sum.ts', 'export const sum = 1;')).toEqual(['not looked at']);
    expect(tell('repository-form', 'src/services/a.service.ts', 'export const a = {};')).toEqual(['not looked at']);
  });
});

describe('the other detectors', () => {
  it('import-form tells files of ours apart from packages', () => {
    const code = [
      "import a, { type B } from './a.ts';",
      "import type { C } from '../c.ts';",
      "export { d } from './d';",
      "export * from '@/e.ts';",
      "import { f } from '#f';",
      "const g = await import('./g.json');",
      "import { readFile } from 'node:fs/promises';",
      "import { createClient } from '@supabase/supabase-js';",
      'const h = await import(name);',
    ].join('\n');
    expect(tell('import-form', 'src/a.ts', code)).toEqual([
      '1 relative, with the ending',
      '2 relative, with the ending',
      '3 relative, without the ending',
      '4 alias',
      '5 alias',
      '6 relative, with the ending',
    ]);
  });

  it('error-form tells what is thrown and what is returned', () => {
    const code = [
      'export async function a(error: unknown) {',
      "  if (a) throw appError.notFound('a');",
      '  if (b) throw await explain(error);',
      "  if (c) throw new Error('c');",
      "  if (d) throw Error('d');",
      '  if (e) throw new HttpError(404);',
      "  if (f) throw 'f';",
      '  if (g) return { ok: false, error };',
      '  if (h) return { ok: true };',
      '  throw error;',
      '}',
    ].join('\n');
    expect(tell('error-form', 'src/services/a.service.ts', code)).toEqual([
      '2 made by a function',
      '3 made by a function',
      '4 new Error',
      '5 new Error',
      '6 error class',
      '7 no error',
      '8 returned',
    ]);
    expect(tell('error-form', 'src/config/a.ts', 'throw new Error();')).toEqual(['not looked at']);
  });

  it('logging-form tells loggers apart', () => {
    const code = [
      "import winston from 'winston';",
      "request.log.info('a');",
      "requestContext.log()?.warn({}, 'a');",
      "app.log['error']('a');",
      "globalThis.console.log('a');",
      "console.error('a');",
      "process.stdout.write('a');",
      "logger.info('a');",
      'Math.log(1);',
      "list.error('a');",
    ].join('\n');
    expect(tell('logging-form', 'src/a.ts', code)).toEqual([
      '1 another logger',
      '2 the logger in `log`',
      '3 the logger in `log`',
      '4 the logger in `log`',
      '5 console',
      '6 console',
      '7 standard output',
      '8 another logger',
    ]);
  });

  it.each([
    ['services/invoice-line.service.ts', 'kebab-case with the role'],
    ['routes/v1/invoices.route.ts', 'kebab-case with the role'],
    ['utils/to-app-error.ts', 'kebab-case with the role'],
    ['app.ts', 'kebab-case with the role'],
    ['services/invoice.ts', 'kebab-case without the role'],
    ['services/invoiceLine.service.ts', 'camelCase'],
    ['services/InvoiceService.ts', 'PascalCase'],
    ['utils/to_app_error.ts', 'snake_case'],
  ])('file-name-form tells that %s is %s', (path, form) => {
    expect(tell('file-name-form', `src/${path}`, '')).toEqual([`1 ${form}`]);
  });

  it.each([
    ['export const appError = {}; export type A = 1;', ['1 one, named as the file']],
    ['export const createAppError = () => 1;', ['1 one, named as the file']],
    ['export const other = {};', ['1 one, named otherwise']],
    ['export const appError = {};\nexport const other = {};', ['1 several']],
    ['export const [a, b] = [1, 2];', ['1 one, named otherwise']],
    ['export default {};', ['1 default']],
    ['export type A = 1;', []],
  ])('export-form tells of %j', (code, forms) => {
    expect(tell('export-form', 'src/utils/app-error.ts', code)).toEqual(forms);
  });

  it('schema-form and absence-form tell how bodies and absence are written', () => {
    const code = [
      'export const aInputSchema = z.strictObject({ b: z.string().nullable().default(null) });',
      'export const aQuerySchema = z.strictObject({ b: z.string().optional() }).meta({});',
      'export const bQuerySchema = z.object({ b: z.string().nullish().default(null) });',
      'export const cBodySchema = z.looseObject({}).partial();',
      'export const dParamsSchema = idParams;',
      "export const eSchema = z.object({ b: z.string().nullable(), c: z.string().nullable().default('c') });",
    ].join('\n');
    const path = 'src/schemas/a.schema.ts';
    expect(tell('schema-form', path, code)).toEqual([
      '1 strictObject',
      '2 strictObject',
      '3 object',
      '4 looseObject',
      '5 another schema',
    ]);
    expect(tell('absence-form', path, code)).toEqual([
      '1 nullable, default null',
      '2 optional',
      '3 nullish',
      '4 partial',
    ]);
  });

  it('job-form tells how jobs are made', () => {
    const form = (code: string) => tell('job-form', 'src/jobs/send-mail.job.ts', code);
    expect(form("export const sendMailJob = defineJob({ name: 'send-mail' });")).toEqual(['1 one, by defineJob']);
    for (const other of [
      "export const sendMailJob = { name: 'send-mail' };",
      "export const mailJob = defineJob({ name: 'send-mail' });",
      "export default defineJob({ name: 'send-mail' });",
      "export const sendMailJob = defineJob({ name: 'send-mail' });\nexport const LIMIT = 3;",
      'const sendMailJob = defineJob({});',
    ])
      expect(form(other)).toEqual(['1 otherwise']);
  });

  it('route-form tells how routes are declared', () => {
    const code = [
      "app.get('/a', { schema: {} }, handler);",
      "app.post('/a', handler);",
      "app.put('/a', { config: {} }, handler);",
      "app.route({ method: 'GET' });",
      "app.addHook('onRequest', a);",
      "map.get('/a');",
    ].join('\n');
    expect(tell('route-form', 'src/routes/a.route.ts', code)).toEqual([
      '1 verb with schemas',
      '2 verb without schemas',
      '3 verb without schemas',
      '4 route object',
    ]);
  });

  it('async-form tells how the code waits', () => {
    const code = 'await a();\na().then(b);\na()?.then(b);\nnew Promise((c) => c());\nPromise.all([]);\na.catch(b);';
    expect(tell('async-form', 'src/a.ts', code)).toEqual(['1 await', '2 then', '3 then', '4 new Promise']);
  });

  it('type-form leaves out what adds to the interface of another', () => {
    const code = "type A = 1;\ninterface B {}\ndeclare module 'fastify' {\n  interface C {}\n}\nexport interface D {}";
    expect(tell('type-form', 'src/a.ts', code)).toEqual(['1 type', '2 interface', '6 interface']);
  });

  it('test-form tells sentences apart from other tests', () => {
    const code = [
      "import { test } from 'node:test';",
      "it('does', () => {});",
      "it.each([1])('does %s', () => {});",
      "test('x', () => {});",
      "test.only('x', () => {});",
      "test.app.inject('/a');",
      "/a/.test('b');",
    ].join('\n');
    expect(tell('test-form', 'test/a.test.ts', code)).toEqual(['1 another runner', '2 it', '3 it', '4 test', '5 test']);
    expect(tell('test-form', 'test/support/a.ts', code)).toEqual(['not looked at']);
  });
});
