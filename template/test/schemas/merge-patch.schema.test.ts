import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { field } from '../../src/schemas/field.schema.ts';
import { mergePatchSchema } from '../../src/schemas/merge-patch.schema.ts';

const input = z.strictObject({
  number: field.string(),
  total: field.decimal(),
  note: field.text().nullable().default(null),
});
const patch = mergePatchSchema(input);

describe('mergePatchSchema', () => {
  it.each([
    ['nothing', {}],
    ['one key', { number: 'A1' }],
    ['null, to clear', { note: null }],
    ['a value that only the merged document is refused for', { total: 'many' }],
  ])('takes %s', (_, body) => {
    expect(patch.parse(body)).toEqual(body);
  });

  it.each([
    ['an unknown key', { number: 'A1', owner_id: 'x' }, 'owner_id'],
    ['a key of every object', JSON.parse('{"toString":1}'), 'toString'],
    ['an array', [], 'expected record'],
    ['text', 'x', 'expected record'],
    ['null', null, 'expected record'],
  ])('refuses %s', (_, body, message) => {
    expect(patch.safeParse(body).error?.issues[0]?.message).toContain(message);
  });

  it('is documented with the keys of the PUT, none of them required, each of them nullable', () => {
    const schema = z.toJSONSchema(patch, { io: 'input' });
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema.required).toBeUndefined();
    expect(schema.propertyNames).toBeUndefined();
    expect(Object.keys(schema.properties ?? {})).toEqual(['number', 'total', 'note']);
    expect(schema.properties?.['number']).toEqual({
      anyOf: [expect.objectContaining({ type: 'string', maxLength: 255 }), { type: 'null' }],
    });
  });
});
