import { collectProblems, usageError } from '../lib/command-error.ts';
import { type Field, fieldHelp, parseField } from '../lib/field.ts';
import { nameHelp, type ResourceNames, resourceNames } from '../lib/names.ts';
import { fillValue } from './fill-value.ts';

/** A field that is added, and the SQL of what the rows that are there get in it; null: nothing was said. */
export type NewField = { readonly field: Field; readonly text: string; readonly fill: string | null };

export const newFieldHelp = `${fieldHelp}
A field that is not nullable needs a value for the rows that are there: total:decimal:default(0). New rows say their own.`;

const DEFAULT = /:default\(([^()]*)\)/;

/** A field as `generate resource` takes it, without what only rows that are there need. */
export const plainText = (text: string): string => text.replace(DEFAULT, '');

const readField = (text: string): NewField => {
  const plain = plainText(text);
  const field = parseField(plain);
  const value = DEFAULT.exec(text)?.[1];
  if (value === undefined) return { field, text: plain, fill: null };
  const fill = fillValue(field, value);
  if (fill === null)
    throw usageError(`Field ${JSON.stringify(text.slice(0, 80))}: ${JSON.stringify(value.slice(0, 80))} is no value of type ${field.type}`, newFieldHelp); // prettier-ignore
  if (field.unique)
    throw usageError(`Field ${JSON.stringify(text.slice(0, 80))}: it cannot be unique and have one value for all rows that are there`, newFieldHelp); // prettier-ignore
  return { field, text: plain, fill };
};

/** Reads the arguments of `generate field`: a resource, then fields. @throws usage error with every problem. */
export const parseFieldArguments = (args: readonly string[]): { names: ResourceNames; added: readonly NewField[] } => {
  const [name = '', ...texts] = args;
  const problems: string[] = [];
  const names = collectProblems(() => resourceNames(name), problems);
  if (texts.length === 0) problems.push('There is no field to add.');
  const added = texts.map((text) => collectProblems(() => readField(text), problems));
  if (names === null || problems.length > 0)
    throw usageError(problems.join('\n'), `${names === null ? `${nameHelp}\n` : ''}${newFieldHelp}`, problems);
  return { names, added: added.filter((one) => one !== null) };
};
