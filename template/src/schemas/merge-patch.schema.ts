import { z } from 'zod';

/**
 * The body of a PATCH (JSON Merge Patch, RFC 7396) for a resource whose PUT takes `input`: any of its keys, each with a
 * new value or null to clear it. The service merges it over the current row and parses the result with `input`, which
 * is where values are checked.
 */
export function mergePatchSchema(input: z.ZodObject) {
  const keys = Object.keys(input.shape);
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const nullable = Object.entries(properties).map(([key, schema]) => [key, { anyOf: [schema, { type: 'null' }] }]);
  return z
    .record(z.string(), z.unknown())
    .superRefine((patch, context) => {
      const unknown = Object.keys(patch).filter((key) => !keys.includes(key));
      if (unknown.length > 0) context.addIssue({ code: 'unrecognized_keys', keys: unknown, input: patch });
    })
    .meta({ properties: Object.fromEntries(nullable), additionalProperties: false, propertyNames: undefined });
}
