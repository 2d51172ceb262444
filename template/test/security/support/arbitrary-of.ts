import fc from 'fast-check';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Values of a format that stands in for a pattern of its own. */
const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid({ version: 4 }),
  email: fc.nat().map((n) => `somebody-${n}@example.com`),
  uri: fc.nat().map((n) => `https://example.com/${n}`),
  date: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  'date-time': fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString()),
};

// PostgreSQL keeps no U+0000, and half a surrogate is no text: both are refused, which is another test's.
const unit = fc.constantFrom(...'abcxyzABC019 -_.,;:!?\'"\\/%*()[]{}<>&=+@#$~äß日本🙂');

function text({ format = '', pattern, minLength = 0, maxLength = 40 }: JsonSchema): fc.Arbitrary<string> {
  const known = formats[format];
  if (known !== undefined) return known;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit, minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
}

const bounds = ({ minimum = -1000, maximum = 1000, exclusiveMinimum, exclusiveMaximum }: JsonSchema) => ({
  min: Math.ceil(typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : Math.max(minimum, -1e9)),
  max: Math.floor(typeof exclusiveMaximum === 'number' ? exclusiveMaximum - 1 : Math.min(maximum, 1e9)),
});

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

function object({ properties = {}, required = [], additionalProperties }: JsonSchema): fc.Arbitrary<unknown> {
  const known = Object.entries(properties).map(([key, schema]) => [key, ofJson(schema)] as const);
  if (known.length === 0 && isSchema(additionalProperties))
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), ofJson(additionalProperties), { maxKeys: 3 });
  return fc.record(Object.fromEntries(known), { requiredKeys: required.filter((key) => key in properties) });
}

function ofJson(schema: unknown): fc.Arbitrary<unknown> {
  if (!isSchema(schema)) return fc.jsonValue({ maxDepth: 2 });
  const any = schema.anyOf ?? schema.oneOf;
  if (any !== undefined) return fc.oneof(...any.map(ofJson));
  if (schema.allOf !== undefined)
    return fc.tuple(...schema.allOf.map(ofJson)).map((parts) => Object.assign({}, ...parts));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return object(schema);
    case 'array':
      return fc.array(ofJson(schema.items), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, 3),
      });
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer(bounds(schema));
    case 'number':
      return fc.integer(bounds(schema));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** The JSON Schema of what a route takes, as the OpenAPI document has it. */
export const inputSchemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** What a schema takes, as it travels; most of it, since a refinement of the schema is not known. */
export const arbitraryOf = (schema: z.ZodType): fc.Arbitrary<unknown> => ofJson(inputSchemaOf(schema));

/** One value that a schema takes, or null where none was found among a hundred. */
export function valueOf(schema: z.ZodType, seed = 1): { readonly value: unknown } | null {
  const found = fc.sample(arbitraryOf(schema), { seed, numRuns: 100 }).find((value) => schema.safeParse(value).success);
  return found === undefined ? null : { value: found };
}
