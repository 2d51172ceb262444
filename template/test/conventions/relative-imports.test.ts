import { describe, expect, it } from '@jest/globals';
import { brokenRules } from './lint.ts';

const rule = 'conventions/relative-imports';

const bad: string[] = [
  ...[
    '@/services/a.service.ts',
    '@/a',
    '~/a.ts',
    '~a',
    '#a',
    '#services/a.ts',
    '/etc/a.ts',
    'file:///a.ts',
    'data:text/javascript,1',
  ],
  ...[
    'https://example.com/a.js',
    'src/services/a.service.ts',
    'src',
    'services/a.service',
    'utils/a.ts',
    'config/config.ts',
    'C:\\\\a.ts',
  ],
  ...['./b', './b.js', '../utils', '..', '.', './', './b.service', '../../node_modules/zod/index.js'],
];

const good: string[] = [
  ...[
    './b.ts',
    '../utils/b.ts',
    './../utils/b.ts',
    './data.json',
    'node:fs',
    'node:fs/promises',
    'fs',
    'fastify',
    'config',
  ],
  ...['@fastify/cors', '@fastify/cors/types/index.js', 'pino/file', 'jose'],
];

describe(rule, () => {
  it.each(bad)('refuses %s', async (source) => {
    expect(await brokenRules('stack/a.ts', `import { b } from '${source}'; export const a = b;`)).toEqual([rule]);
  });

  it.each(good)('takes %s', async (source) => {
    expect(await brokenRules('stack/a.ts', `import { b } from '${source}'; export const a = b;`)).toEqual([]);
  });

  it.each([
    "export * from '@/a.ts';",
    "export const a = await import('@/a.ts');",
    "export type A = import('@/a.ts').A;",
    "import { createRequire } from 'node:module'; export const a = createRequire(import.meta.url)('@/a.ts');",
  ])('sees %s', async (code) => {
    expect(await brokenRules('stack/a.ts', code)).toEqual([rule]);
  });

  it('takes a JavaScript file that is there', async () => {
    expect(await brokenRules('a.config.js', "export { default } from './jest.config.js';")).toEqual([]);
    expect(await brokenRules('a.config.js', "export { default } from './missing.config.js';")).toEqual([rule]);
  });
});
