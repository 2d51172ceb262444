import { z } from 'zod';

/** The keywords of JSON Schema that Zod writes. What else stands in a schema is no check of ours. */
const nodeSchema = z.looseObject({
  type: z
    .union([z.string(), z.array(z.string())])
    .nullable()
    .default(null),
  enum: z.array(z.unknown()).nullable().default(null),
  const: z.unknown().default(null),
  anyOf: z.array(z.unknown()).nullable().default(null),
  oneOf: z.array(z.unknown()).nullable().default(null),
  allOf: z.array(z.unknown()).nullable().default(null),
  properties: z.record(z.string(), z.unknown()).nullable().default(null),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().default(null),
  items: z.unknown().default(null),
  format: z.string().nullable().default(null),
});

type Node = z.infer<typeof nodeSchema>;

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'z.uuid()',
  email: 'z.email()',
  uri: 'z.url()',
  date: 'z.iso.date()',
  'date-time': 'z.iso.datetime({ offset: true })',
};

const literal = (value: unknown): string => (value === null ? 'z.null()' : `z.literal(${JSON.stringify(value)})`);

const union = (parts: readonly string[]): string => {
  const rest = parts.filter((part) => part !== 'z.null()');
  if (rest.length === 0) return 'z.null()';
  const whole = rest.length === 1 ? (rest[0] ?? '') : `z.union([${rest.join(', ')}])`;
  return rest.length === parts.length ? whole : `${whole}.nullable()`;
};

/** A name that is no identifier is quoted by Prettier's rules afterwards. */
const property = (name: string, source: string): string => `${JSON.stringify(name)}: ${source}`;

/**
 * The source of a Zod schema for a JSON schema of an OpenAPI 3.1 document. An object takes keys that it does not name, so that
 * a newer service may answer more. What need not be there has its default, or is null, where it is absent.
 * @param options.refs the name of the schema that a `$ref` leads to
 * @param options.strict whether an unknown key is refused: for what is sent
 */
export const zodSource = (
  schema: unknown,
  options: { readonly refs: (ref: string) => string; readonly strict: boolean },
): string => {
  const ofObject = ({ properties, required, additionalProperties }: Node): string => {
    if (properties === null)
      return `z.record(z.string(), ${zodSource(additionalProperties === true ? {} : additionalProperties, options)})`;
    const shape = Object.entries(properties).map(([name, value]) => {
      const source = zodSource(value, options);
      if (required.includes(name)) return property(name, source);
      if (typeof value === 'object' && value !== null && 'default' in value)
        return property(name, `${source}.default(${JSON.stringify(value.default)})`);
      return property(name, `${source}${source.endsWith('.nullable()') ? '' : '.nullable()'}.default(null)`);
    });
    return `z.${options.strict ? 'strictObject' : 'object'}({ ${shape.join(', ')} })`;
  };

  const ofType = (type: string, node: Node): string => {
    if (type === 'string') return FORMATS[node.format ?? ''] ?? 'z.string()';
    if (type === 'integer') return 'z.int()';
    if (type === 'number') return 'z.number()';
    if (type === 'boolean') return 'z.boolean()';
    if (type === 'null') return 'z.null()';
    if (type === 'array') return `z.array(${zodSource(node.items ?? {}, options)})`;
    return ofObject(node);
  };

  if (typeof schema !== 'object' || schema === null) return 'z.unknown()';
  if ('$ref' in schema) return options.refs(String(schema.$ref));
  const node = nodeSchema.parse(schema);
  if ('const' in schema) return literal(schema.const);
  if (node.enum !== null) {
    const texts = node.enum.filter((value) => typeof value === 'string');
    const words = texts.length === 0 ? [] : [`z.enum([${texts.map((value) => JSON.stringify(value)).join(', ')}])`];
    return union([...words, ...node.enum.filter((value) => typeof value !== 'string').map(literal)]);
  }
  const choices = node.anyOf ?? node.oneOf;
  if (choices !== null) return union(choices.map((choice) => zodSource(choice, options)));
  if (node.allOf !== null) {
    const [first = 'z.unknown()', ...others] = node.allOf.map((part) => zodSource(part, options));
    return others.reduce((whole, part) => `${whole}.and(${part})`, first);
  }
  if (node.type === null) return 'z.unknown()';
  return union([node.type].flat().map((type) => ofType(type, node)));
};
