import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const path = 'src/utils/a.ts';
const libraries = [
  ...['joi', '@hapi/joi', 'yup', 'ajv', 'ajv-formats', 'ajv/dist/2020.js', 'class-validator', 'valibot', 'superstruct'],
  ...['io-ts', 'arktype', 'runtypes', '@sinclair/typebox', '@sinclair/typebox/value', 'typebox', 'zod/v3', 'zod/mini'],
  ...['zod/v4', 'zod/v4-mini', '@zod/mini', '@fastify/type-provider-typebox'],
];

const ways: string[] = [
  "import Joi from 'joi'; export const a = Joi;",
  "import 'joi';",
  "import { type Schema, object } from 'joi'; export const a = object; export type B = Schema;",
  "import type { Schema } from 'joi'; export type A = Schema;",
  "export type A = import('joi').Schema;",
  "export * from 'joi';",
  "export * as joi from 'joi';",
  "export { object } from 'joi';",
  "export type { Schema } from 'joi';",
  "export const a = await import('joi');",
  'export const a = await import(`joi`);',
  "export const a = await import('j' + 'oi');",
  "const name = 'joi'; export const a = await import(name);",
  "const part = 'jo'; export const a = await import(`${part}i`);",
  "import { createRequire } from 'node:module'; export const a = createRequire(import.meta.url)('joi');",
  "import { createRequire as make } from 'node:module'; const load = make(import.meta.url); export const a = load('joi');",
  "import * as module from 'node:module'; export const a = module.createRequire(import.meta.url)('joi');",
  "import { createRequire } from 'node:module'; export const a = createRequire(import.meta.url).resolve('joi');",
];

describe('conventions/zod-only', () => {
  it.each(libraries)('refuses %s', async (library) => {
    expect(await brokenRules(path, `import * as library from '${library}'; export const a = library;`)).toEqual([
      'conventions/zod-only',
    ]);
  });

  it.each(ways)('refuses %s', async (code) => {
    expect(await brokenRules(path, code)).toEqual(['conventions/zod-only']);
  });

  it.each(["const joi = require('joi'); export const a = joi;", "import joi = require('joi'); export const a = joi;"])(
    'refuses %s, and require itself',
    async (code) => {
      expect(await brokenRules(path, code)).toEqual(['@typescript-eslint/no-require-imports', 'conventions/zod-only']);
    },
  );

  it.each([
    "import { z } from 'zod'; export const a = z.string();",
    "import * as z from 'zod'; export const a = z.string();",
    "import { a } from './joi.ts'; export const b = a;",
    "import joint from 'joint'; export const a = joint;",
    "export const a = 'joi';",
    'export const load = (name: string) => import(name);',
  ])('takes %s', async (code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });

  it('replaces zod/v4, and leaves the rest to a person', async () => {
    const [v4] = await lint(path, "import { z } from 'zod/v4'; export const a = z;");
    expect(v4?.fixed).toEqual(["import { z } from 'zod'; export const a = z;"]);
    const [joi] = await lint(path, "import joi from 'joi'; export const a = joi;");
    expect(joi?.fixed).toEqual([]);
  });

  it.each([
    ["export { z } from 'zod';", 'Zod is exported again'],
    ["export * from 'zod';", 'Zod is exported again'],
    ["import { z as schema } from 'zod'; export { schema };", 'Zod is exported again'],
    ['export const a = (Ajv: new () => object) => new Ajv();', 'Ajv is used here'],
    ["import fastify from 'fastify'; export const a = fastify({ ajv: {} });", 'Ajv is used here'],
  ])('refuses %s', async (code, text) => {
    const messages = (await lint(path, code)).map(({ message }) => message);
    expect(messages).toEqual([expect.stringContaining(text)]);
    expect(messages[0]).toContain('PATTERNS.md › Zod only');
  });
});
