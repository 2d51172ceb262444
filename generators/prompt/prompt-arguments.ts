import { collectProblems, usageError } from '../lib/command-error.ts';
import { isPropertyTrap } from '../lib/reserved-names.ts';
import { didYouMean } from '../lib/words.ts';
import { type PieceName, pieceName } from '../pieces/piece-name.ts';

/** Each type that a prompt can be given: its schema, and TypeScript of a value that can be told in the message. */
const types: Readonly<Record<string, { readonly zod: string; readonly sample: (name: string) => string }>> = {
  string: { zod: 'z.string().trim().min(1).max(255)', sample: (name) => `'the ${name}'` },
  text: { zod: 'z.string().max(20_000)', sample: (name) => `'the ${name}'` },
  integer: { zod: 'z.int32()', sample: () => '4321' },
  boolean: { zod: 'z.boolean()', sample: () => 'true' },
};

/** `name` is the placeholder and the key of the input; the rest is TypeScript. */
export type PromptField = {
  readonly name: string;
  readonly human: string;
  readonly zod: string;
  readonly sample: string;
};

const MAX_FIELDS = 20;
const HELP =
  'A prompt is named by what the model is to do, in kebab-case, and has a field for each thing that it is given: npm run generate -- prompt summarise text:text';

export const promptHelp = `${HELP}\nTypes: ${Object.keys(types).join(', ')}.`;

const fieldOf = (text: string): PromptField => {
  const shown = JSON.stringify(text.slice(0, 80));
  const [, name = '', type = ''] = /^([a-z][a-z0-9]*(?:_[a-z0-9]+)*):([^:]*)$/.exec(text) ?? [];
  const refuse = (why: string): never => {
    throw usageError(`Field ${shown}: ${why}`, promptHelp);
  };
  if (name === '') return refuse('it is not written name:type, with a name in snake_case');
  if (name.length > 40) return refuse('its name has more than 40 letters');
  if (isPropertyTrap(name)) return refuse('every JavaScript object has a property of that name');
  const kind = Object.hasOwn(types, type) ? types[type] : undefined;
  if (kind === undefined) return refuse(`"${type}" is not a type.${didYouMean(type, Object.keys(types))}`);
  const human = name.replaceAll('_', ' ');
  return { name, human, zod: kind.zod, sample: kind.sample(human) };
};

/**
 * Reads the arguments of `generate prompt`: a name, then the fields.
 * @throws usage error that names every problem at once.
 */
export const parsePromptArguments = (
  args: readonly string[],
): { readonly name: PieceName; readonly fields: readonly PromptField[] } => {
  const problems: string[] = [];
  const name = collectProblems(() => pieceName(args.slice(0, 1), promptHelp), problems);
  const texts = args.slice(1);
  if (texts.length === 0) problems.push('A prompt needs at least one field: what the model is given.');
  if (texts.length > MAX_FIELDS) problems.push(`A prompt has at most ${MAX_FIELDS} fields, not ${texts.length}.`);
  const fields = texts.slice(0, MAX_FIELDS).map((text) => collectProblems(() => fieldOf(text), problems));
  const good = fields.filter((field) => field !== null);
  const names = good.map((field) => field.name);
  const twice = names.filter((one, index) => names.indexOf(one) !== index);
  problems.push(...[...new Set(twice)].map((one) => `There is more than one field "${one}".`));
  if (name === null || problems.length > 0) throw usageError(problems.join('\n'), promptHelp, problems);
  return { name, fields: good };
};
