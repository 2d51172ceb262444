import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseInput } from '../../src/utils/parse-input.ts';

const schema = z.strictObject({ name: z.string().trim().max(3), lines: z.array(z.strictObject({ qty: z.int() })) });

it('returns what the schema makes of it', () => {
  expect(parseInput(schema, { name: ' ab ', lines: [] })).toEqual({ name: 'ab', lines: [] });
});

it('tells every problem with its path, as a route does', () => {
  expect(() => parseInput(schema, { name: 'abcd', lines: [{ qty: 'x' }], other: 1 })).toThrow(
    expect.objectContaining({
      statusCode: 400,
      code: 'validation_failed',
      details: [
        { in: 'body', path: 'name', message: expect.any(String) },
        { in: 'body', path: 'lines.0.qty', message: expect.any(String) },
        { in: 'body', path: '', message: expect.stringContaining('other') },
      ],
    }),
  );
});
