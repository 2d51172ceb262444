import { createRequire } from 'node:module';
import Joi from 'joi'; // bad: zod-only
import { object as shape } from 'yup'; // bad: zod-only
import { Ajv as Json } from 'ajv'; // bad: zod-only
import Ajv2020 from 'ajv/dist/2020.js'; // bad: zod-only
import type { BaseSchema } from 'valibot'; // bad: zod-only
import { z } from 'zod/v3'; // bad: zod-only
import * as mini from 'zod/mini'; // bad: zod-only
import 'class-validator'; // bad: zod-only

export { Type } from '@sinclair/typebox'; // bad: zod-only
export * from 'superstruct'; // bad: zod-only

const load = createRequire(import.meta.url);
const name = 'io-ts' as const;
const { default: Ajv } = await import('ajv'); // bad: zod-only

export const libraries = {
  Joi,
  shape,
  Json,
  z,
  mini,
  ajv: new Ajv(), // bad: zod-only
  ajv2020: new Ajv2020({ strict: true }), // bad: zod-only
  arktype: () => import(`arktype`), // bad: zod-only
  runtypes: () => load('runtypes'), // bad: zod-only
  ioTs: () => import(name), // bad: zod-only
};

export type Schemas = BaseSchema | import('effect').Schema; // bad: zod-only
