import { describe, expect, it } from '@jest/globals';
import { field } from '../../src/schemas/field.schema.ts';

type Case = { taken: readonly unknown[]; refused: readonly unknown[] };

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

const cases: Record<keyof typeof field, Case> = {
  string: { taken: ['a', 'a'.repeat(255), 'ø 日本'], refused: ['', '  ', 'a'.repeat(256), 1, null] },
  text: { taken: ['', ' ', 'a'.repeat(10_000)], refused: ['a'.repeat(10_001), 1, null] },
  integer: {
    taken: [0, -0, 2_147_483_647, -2_147_483_648],
    refused: [2_147_483_648, -2_147_483_649, 1.5, '1', NaN, Infinity, null],
  },
  bigint: {
    taken: ['0', '-1', '9007199254740993', '9223372036854775807', '-9223372036854775808'],
    refused: ['9223372036854775808', '-9223372036854775809', '-0', '01', '1.0', '1e3', '', ' 1', '1'.repeat(20), 1],
  },
  decimal: {
    taken: ['0', '-0.5', '12.50', `${'9'.repeat(20)}.${'9'.repeat(10)}`, `-${'9'.repeat(20)}`],
    refused: ['9'.repeat(21), '0.00000000001', '.5', '5.', '1,5', '1e3', '01', '', 'NaN', 'Infinity', '+1', 1.5],
  },
  boolean: { taken: [true, false], refused: ['true', 0, 1, null] },
  date: {
    taken: ['2026-01-31', '2024-02-29', '0001-01-01'],
    refused: ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-31T00:00:00Z', 'today', '', '12026-01-01', 1],
  },
  datetime: {
    taken: ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.123456+02:00'],
    refused: ['2026-01-31T12:00:00', '2026-01-31', '2026-02-30T12:00:00Z', '2026-01-31T25:00:00Z', 'now', 1],
  },
  uuid: {
    taken: ['0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001', '0C8F8F5E-6F0A-4B62-9D3F-6A5B8F9D0001'],
    refused: ['0c8f8f5e6f0a4b629d3f6a5b8f9d0001', '{0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001}', 'x', '', 1],
  },
  json: {
    taken: [{}, [], '', 0, false, { a: [{ b: null }] }, nested(100)],
    refused: [null, undefined],
  },
  email: {
    taken: ['a@example.com', 'a.b+c@sub.example.com'],
    refused: [
      'a',
      'a@',
      '@example.com',
      'a b@example.com',
      `${'a'.repeat(250)}@example.com`,
      'a@example.com\nbcc: b@c.de',
      1,
    ],
  },
  url: {
    taken: ['https://example.com', 'http://localhost:3000/a?b=c#d'],
    refused: [
      'ftp://example.com',
      'javascript:alert(1)',
      'data:text/html,x',
      '//example.com',
      'example.com',
      `https://example.com/${'a'.repeat(2048)}`,
      1,
    ],
  },
};

const show = (value: unknown): string => {
  const text = typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 40)}… (${text.length})` : text;
};

describe.each(Object.entries(cases))('field.%s', (type, { taken, refused }) => {
  const schema = field[type as keyof typeof field]();

  it.each(taken.map((value) => [show(value), value]))('takes %s', (_, value) => {
    expect(schema.safeParse(value)).toEqual({ success: true, data: value });
  });

  it.each(refused.map((value) => [show(value), value]))('refuses %s', (_, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

describe('field.string', () => {
  it('is trimmed before it is measured', () => {
    expect(field.string().parse(`  ${'a'.repeat(255)} `)).toBe('a'.repeat(255));
  });
});
