import { z } from 'zod';
import type { Field } from '../lib/field.ts';

const isJson = (text: string): boolean => {
  try {
    return JSON.parse(text) !== null;
  } catch {
    // What cannot be read is no JSON.
    return false;
  }
};

const BIGGEST = 2n ** 63n;

/** What a column of each type takes, as the schema that is generated says. */
const values: Readonly<Record<Exclude<Field['type'], 'enum' | 'references'>, z.ZodType>> = {
  string: z.string().min(1).max(255).refine((text) => text.trim() === text),
  text: z.string().max(10_000),
  integer: z.string().regex(/^-?\d{1,10}$/).transform(Number).pipe(z.int32()),
  bigint: z.string().regex(/^-?\d{1,19}$/).refine((text) => BigInt(text) < BIGGEST && BigInt(text) >= -BIGGEST),
  decimal: z.string().regex(/^-?(0|[1-9]\d{0,19})(\.\d{1,10})?$/),
  boolean: z.enum(['true', 'false']),
  date: z.iso.date(),
  datetime: z.iso.datetime({ offset: true }),
  uuid: z.uuid(),
  json: z.string().refine(isJson),
  email: z.email().max(254),
  url: z.url({ protocol: /^https?$/ }).max(2048),
}; // prettier-ignore

/** The SQL of a value that the rows which are there get in a new column; null where the column takes no such value. */
export const fillValue = (field: Field, text: string): string | null => {
  if (field.type === 'references' || text.includes('\0')) return null;
  const fits = field.type === 'enum' ? field.values.includes(text) : values[field.type].safeParse(text).success;
  return fits ? `'${text.replaceAll("'", "''")}'` : null;
};
