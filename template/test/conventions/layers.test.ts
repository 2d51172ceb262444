import { describe, expect, it } from '@jest/globals';
import { layers } from '../../conventions/layers.ts';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/layers';

// [file, what it imports]
const bad: [string, string][] = [
  ['src/routes/v1/a.route.ts', '../../repositories/a.repository.ts'],
  ['src/routes/v1/a.route.ts', '../../clients/redis.ts'],
  ['src/routes/v1/a.route.ts', './b.route.ts'],
  ['src/services/a.service.ts', '../routes/v1/a.route.ts'],
  ['src/services/a.service.ts', '../plugins/authenticate.ts'],
  ['src/services/a.service.ts', '../app.ts'],
  ['src/repositories/a.repository.ts', '../services/a.service.ts'],
  ['src/repositories/a.repository.ts', '../routes/v1/a.route.ts'],
  ['src/repositories/a.repository.ts', './b.repository.ts'],
  ['src/utils/a.ts', '../services/a.service.ts'],
  ['src/utils/a.ts', '../config/config.ts'],
  ['src/utils/a.ts', '../context/request-context.ts'],
  ['src/schemas/a.schema.ts', '../services/a.service.ts'],
  ['src/schemas/a.schema.ts', '../config/config.ts'],
  ['src/plugins/a.ts', '../repositories/a.repository.ts'],
  ['src/plugins/a.ts', '../clients/http.ts'],
  ['src/plugins/a.ts', '../clients/redis/other.ts'],
  ['src/config/a.config.ts', '../context/request-context.ts'],
  ['src/config/a.config.ts', '../schemas/a.schema.ts'],
  ['src/context/request-context.ts', '../services/a.service.ts'],
  ['src/app.ts', './repositories/a.repository.ts'],
  ['src/services/a.service.ts', './../../src/routes/v1/a.route.ts'],
  ['src/services/a.service.ts', '../routes/v1/../v1/a.route.ts'],
  ['src/services/a.service.ts', '../rout%65s/v1/a.route.ts'],
  ['src/services/a.service.ts', '../routes/v1/a.route.ts?fresh'],
  ['src/services/a.service.ts', '../routes%2Fv1/a.route.ts'],
  ['src/services/a.service.ts', '../../test/support/env.ts'],
  ['src/services/a.service.ts', '../../stack/stack.ts'],
  ['src/services/a.service.ts', '../../generators/generate.ts'],
  ['src/services/a.service.ts', '../../conventions/layers.ts'],
  ['src/services/a.service.ts', '../../package.json'],
  ['src/server.ts', '../stack/stack.ts'],
  ['stack/a.ts', '../generators/generate.ts'],
  ['stack/a.ts', '../../generators/generate.ts'],
  ['conventions/a.ts', '../src/app.ts'],
  ['generators/a.ts', '../src/app.ts'],
  ['../generators/a.ts', '../template/src/app.ts'],
  ['../examples/auth/src/routes/v1/a.route.ts', '../../repositories/a.repository.ts'],
  ['../examples/auth/src/services/a.service.ts', '../../../../template/src/services/b.service.ts'],
  ['../acme-api/src/routes/v1/a.route.ts', '../../repositories/a.repository.ts'],
];

const good: [string, string][] = [
  ['src/routes/v1/a.route.ts', '../../services/a.service.ts'],
  ['src/routes/v1/a.route.ts', '../../schemas/a.schema.ts'],
  ['src/routes/v1/a.route.ts', '../../context/request-context.ts'],
  ['src/services/a.service.ts', '../repositories/a.repository.ts'],
  ['src/services/a.service.ts', './b.service.ts'],
  ['src/services/a.service.ts', '../clients/redis.ts'],
  ['src/repositories/a.repository.ts', '../schemas/a.schema.ts'],
  ['src/repositories/a.repository.ts', '../types/database.types.ts'],
  ['src/plugins/a.ts', '../clients/redis.ts'],
  ['src/plugins/a.ts', '../services/a.service.ts'],
  ['src/schemas/a.schema.ts', './b.schema.ts'],
  ['src/config/config.ts', './redis.config.ts'],
  ['src/utils/a.ts', './b.ts'],
  ['src/server.ts', './app.ts'],
  ['test/services/a.test.ts', '../../src/services/a.service.ts'],
  ['test/generators/a.test.ts', '../../generators/generate.ts'],
  ['test/conventions/a.test.ts', '../../conventions/layers.ts'],
  ['stack/a.ts', './b.ts'],
  ['../generators/a.ts', './b.ts'],
  ['../examples/auth/src/routes/v1/a.route.ts', '../../services/a.service.ts'],
  ['../acme-api/src/routes/v1/a.route.ts', '../../services/a.service.ts'],
];

const forms: string[] = [
  "import '../routes/v1/a.route.ts';",
  "import type { A } from '../routes/v1/a.route.ts'; export type B = A;",
  "export * from '../routes/v1/a.route.ts';",
  "export { a } from '../routes/v1/a.route.ts';",
  "export const a = () => import('../routes/v1/a.route.ts');",
  "export type A = import('../routes/v1/a.route.ts').A;",
  "import { createRequire } from 'node:module'; export const a = createRequire(import.meta.url)('../routes/v1/a.route.ts');",
];

describe(rule, () => {
  it.each(bad)('%s may not import %s', async (path, source) => {
    expect(await brokenRules(path, `import { a } from '${source}'; export const b = a;`)).toEqual([rule]);
  });

  it.each(good)('%s may import %s', async (path, source) => {
    expect(await brokenRules(path, `import { a } from '${source}'; export const b = a;`)).toEqual([]);
  });

  it.each(forms)('sees %s', async (code) => {
    expect(await brokenRules('src/services/a.service.ts', code)).toEqual([rule]);
  });

  it.each(['src/helpers/a.ts', 'src/toString/a.ts', 'src/startup.ts'])('%s is in no layer', async (path) => {
    expect(await brokenRules(path, 'export const a = 1;')).toEqual([rule]);
  });

  it('says what the layer may import', async () => {
    const [finding] = await lint('src/schemas/a.schema.ts', "import '../services/a.service.ts';");
    expect(finding?.message).toContain('PATTERNS.md › Layers');
    expect(finding?.message).toContain('It may import: schemas, utils.');
  });

  it('names only layers that exist', () => {
    const named = Object.values(layers).flat();
    expect(named.filter((name) => layers[name.split('/')[0] ?? ''] === undefined)).toEqual([]);
  });
});
