import { collectProblems, usageError } from './command-error.ts';
import { type Field, fieldHelp, parseField } from './field.ts';
import { nameHelp, type ResourceNames, resourceNames } from './names.ts';
import { optionColumns, parseResourceOptions, type ResourceOptions, resourceOptionHelp } from './resource-options.ts';

const searchedTypes = ['string', 'text', 'email'];
const embeddedTypes = ['string', 'text'];
const MAX_FIELDS = 60;

/** `["a", "b"]` for the columns that more than one field has. */
const duplicates = (fields: readonly (Field | null)[]): string[] => {
  const columns = fields.flatMap((field) => (field === null ? [] : [field.column]));
  return [...new Set(columns.filter((column, index) => columns.indexOf(column) !== index))];
};

/**
 * Reads the arguments of `generate resource`: a name, then the fields, and anywhere its options.
 * @throws usage error that names every problem of the command at once.
 */
export const parseResourceArguments = (
  args: readonly string[],
): { names: ResourceNames; fields: readonly Field[]; options: ResourceOptions } => {
  const [name = '', ...texts] = args.filter((arg) => !arg.startsWith('--'));
  const problems: string[] = [];
  const options = parseResourceOptions(
    args.filter((arg) => arg.startsWith('--')),
    problems,
  );
  const names = collectProblems(() => resourceNames(name), problems);
  if (texts.length === 0) problems.push('A resource needs at least one field.');
  if (texts.length > MAX_FIELDS) problems.push(`A resource has at most ${MAX_FIELDS} fields, not ${texts.length}.`);
  const fields = texts.slice(0, MAX_FIELDS).map((text) => collectProblems(() => parseField(text), problems));
  problems.push(...duplicates(fields).map((column) => `More than one field has the column "${column}".`));
  const good = fields.filter((field) => field !== null);
  const taken = good.filter(({ column }) => optionColumns(options).includes(column));
  problems.push(...taken.map(({ column }) => `The column "${column}" is what an option adds; choose another name.`));
  if (options.search && !good.some(({ type }) => searchedTypes.includes(type)))
    problems.push(`--search has nothing to search: no field is of type ${searchedTypes.join(', ')}.`);
  if (options.embeddings && !good.some(({ type }) => embeddedTypes.includes(type)))
    problems.push(`--embeddings has nothing to embed: no field is of type ${embeddedTypes.join(' or ')}.`);
  if (names === null || problems.length > 0) {
    const help = [...(names === null ? [nameHelp] : []), fieldHelp, resourceOptionHelp];
    throw usageError(problems.join('\n'), help.join('\n'), problems);
  }
  return { names, fields: good, options };
};
