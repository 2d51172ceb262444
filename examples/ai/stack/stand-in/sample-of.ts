import { z } from 'zod';

const nodeSchema = z.object({
  type: z.union([z.string(), z.array(z.string())]).default('object'),
  enum: z.array(z.unknown()).default([]),
  const: z.json().nullable().default(null),
  anyOf: z.array(z.unknown()).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().default({}),
  minItems: z.int().default(0),
  minimum: z.number().default(0),
  format: z.string().default(''),
});

type Known = { readonly uuid: string | null };

/** A value that a JSON schema allows: its first choice, its smallest number. `uuid` stands where the schema asks for one. */
export function sampleOf(schema: unknown, known: Known): unknown {
  const node = nodeSchema.parse(schema ?? {});
  if (node.const !== null) return node.const;
  if (node.enum.length > 0) return node.enum[0];
  if (node.anyOf.length > 0) return sampleOf(node.anyOf[0], known);
  switch ([node.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(Object.entries(node.properties).map(([name, inner]) => [name, sampleOf(inner, known)]));
    case 'array':
      return Array.from({ length: node.minItems }, () => sampleOf(node.items, known));
    case 'number':
    case 'integer':
      return node.minimum;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return node.format === 'uuid' ? (known.uuid ?? '00000000-0000-4000-8000-000000000000') : 'sample';
  }
}
