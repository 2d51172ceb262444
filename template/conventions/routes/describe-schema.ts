import type { z } from 'zod';
import type { Shape } from './shape.ts';

type Definition = Readonly<Record<string, unknown>> & { readonly type: string };

const MAX_DEPTH = 12;
const unknownKey = 'x-nobody-has-this-key';

/** Whether a value is a schema of Zod 4, whichever copy of Zod made it. */
export const isZod = (value: unknown): value is z.ZodType =>
  typeof value === 'object' && value !== null && '_zod' in value && 'safeParse' in value;

const mentionsUnknownKey = (issue: unknown): boolean =>
  typeof issue === 'object' && issue !== null && 'code' in issue && issue.code === 'unrecognized_keys';

/** Asked of the schema itself, so that a refinement which refuses them counts as well (`mergePatchSchema`). */
export function refusesUnknownKeys(schema: z.ZodType): boolean {
  try {
    return schema.safeParse({ [unknownKey]: true }).error?.issues.some(mentionsUnknownKey) ?? false;
  } catch {
    // An asynchronous refinement. It runs only once the keys were let through.
    return false;
  }
}

/** The form of a schema, without what wraps it; of a pipe or a codec the side that travels. */
export function describeSchema(schema: unknown, above: readonly unknown[] = []): Shape {
  if (!isZod(schema)) return { type: 'foreign' };
  if (above.length > MAX_DEPTH || above.includes(schema)) return { type: 'value', name: 'recursive', strict: true };
  const definition = schema._zod.def as unknown as Definition;
  const inside = (part: unknown): Shape => describeSchema(part, [...above, schema]);

  switch (definition.type) {
    case 'object': {
      const shape = Object.entries(definition['shape'] as Readonly<Record<string, unknown>>);
      const fields = Object.fromEntries(shape.map(([key, field]) => [key, inside(field)]));
      return { type: 'object', strict: refusesUnknownKeys(schema), fields };
    }
    case 'array':
      return { type: 'array', element: inside(definition['element']) };
    case 'union':
      return { type: 'union', options: (definition['options'] as readonly unknown[]).map(inside) };
    case 'intersection': {
      const [left, right] = [inside(definition['left']), inside(definition['right'])];
      const both = left.type === 'object' && right.type === 'object' ? { ...left.fields, ...right.fields } : null;
      const strict = refusesUnknownKeys(schema);
      return both === null ? { type: 'value', name: 'intersection', strict } : { type: 'object', strict, fields: both };
    }
    case 'nullable':
    case 'optional':
      return { type: 'union', options: [inside(definition['innerType']), { type: 'nothing' }] };
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
    case 'promise':
      return inside(definition['innerType']);
    case 'lazy':
      return inside((definition['getter'] as () => unknown)());
    case 'pipe': {
      const first = inside(definition['in']);
      return first.type === 'value' && first.name === 'transform' ? inside(definition['out']) : first;
    }
    case 'null':
    case 'undefined':
    case 'void':
      return { type: 'nothing' };
    default:
      return { type: 'value', name: definition.type, strict: refusesUnknownKeys(schema) };
  }
}
