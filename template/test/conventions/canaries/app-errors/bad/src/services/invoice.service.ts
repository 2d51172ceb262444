import assert from 'node:assert'; // bad: app-errors
import { strict } from 'assert/strict'; // bad: app-errors
import createError from 'http-errors'; // bad: app-errors
import { boomify } from '@hapi/boom'; // bad: app-errors
import { invoiceRepository } from '../repositories/invoice.repository.ts';
import { invoiceSchema } from '../schemas/invoice.schema.ts';
import { HttpError } from '../utils/http-error.ts';

export * from '@fastify/error'; // bad: app-errors

const shared = new Error('shared');
const frozen = Object.freeze(new Error('frozen'));
const literal = { code: 'no', statusCode: 400 };
const make = (message: string): Error => new Error(message);
function build(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 404 });
}
const Failure = Error;

export const invoiceService = {
  plain(): never {
    throw new Error('Only a draft can be sent.'); // bad: app-errors
  },
  typed(): never {
    throw new TypeError('no'); // bad: app-errors
  },
  own(): never {
    throw new HttpError(404); // bad: app-errors
  },
  renamed(): never {
    throw new Failure('no'); // bad: app-errors
  },
  called(): never {
    throw Error('no'); // bad: app-errors
  },
  assigned(): never {
    throw Object.assign(new Error('no'), { statusCode: 404 }); // bad: app-errors
  },
  asserted(): never {
    throw new Error('no') as unknown; // bad: app-errors, no-throw-literal
  },
  object(): never {
    throw { code: 'no', statusCode: 400 }; // bad: no-throw-literal
  },
  constants(which: number): never {
    if (which === 1) throw shared; // bad: app-errors
    if (which === 2) throw frozen; // bad: app-errors
    throw literal; // bad: app-errors
  },
  functions(which: number): never {
    if (which === 1) throw make('no'); // bad: app-errors
    if (which === 2) throw (() => new Error('no'))(); // bad: app-errors
    throw build('no'); // bad: app-errors
  },
  either(error: unknown): never {
    throw error instanceof Error ? error : new Error('no'); // bad: app-errors
  },
  fallback(error: Error | null): never {
    throw error ?? new Error('no'); // bad: app-errors
  },
  caught(): void {
    try {
      invoiceRepository.list();
    } catch (error) {
      throw new Error('It failed.', { cause: error }); // bad: app-errors
    }
  },
  rejected: (): Promise<never> => Promise.reject(new Error('no')), // bad: app-errors
  text: (): Promise<never> => Promise['reject'](shared), // bad: app-errors
  executor: (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (literal.code === '') resolve();
      reject(new Error('no')); // bad: app-errors
    }),
  mapped: (): Promise<unknown> =>
    invoiceRepository.list().catch((error: unknown) => {
      throw new Error(String(error)); // bad: app-errors
    }),
  parsed(body: unknown): unknown {
    const result = invoiceSchema.safeParse(body);
    if (!result.success) throw result.error; // bad: app-errors
    const { data, error } = invoiceSchema.safeParse(body);
    if (error) throw error; // bad: app-errors
    return [data, assert, strict, createError, boomify];
  },
  async *stream(): AsyncGenerator<string> {
    yield 'one';
    throw new RangeError('no'); // bad: app-errors
  },
};
