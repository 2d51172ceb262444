import { usageError } from './command-error.ts';
import { fieldNameProblems, fieldWords } from './field-name.ts';
import { resourceNameProblems, resourceNames, type ResourceNames } from './names.ts';
import { didYouMean } from './words.ts';

const plainTypes = [
  'string', 'text', 'integer', 'bigint', 'decimal', 'boolean', 'date', 'datetime', 'uuid', 'json', 'email', 'url',
] as const; // prettier-ignore
/** Every type a field can have, as it is written. */
export const fieldTypes = [...plainTypes, 'enum', 'references'] as const;
export const fieldModifiers = ['nullable', 'unique', 'index'] as const;

type PlainType = (typeof plainTypes)[number];
type Modifier = (typeof fieldModifiers)[number];

type FieldBase = {
  /** snake_case, as given: `total`, and `customer` for `customer:references`. */
  readonly name: string;
  /** The column and the JSON key: `name`, or `customer_id` for a reference. At most 40 bytes. */
  readonly column: string;
  /** `due on`, for sentences; a reference's has no `id`. */
  readonly human: string;
  readonly nullable: boolean;
  readonly unique: boolean;
  /** Asked for; always true for a reference, whose deletes and joins need it. */
  readonly index: boolean;
};

/** One field of a resource. `values` is filled for an enum only, `references` for a reference only. */
export type Field = FieldBase &
  (
    | { readonly type: PlainType; readonly values: readonly []; readonly references: null }
    | { readonly type: 'enum'; readonly values: readonly string[]; readonly references: null }
    | { readonly type: 'references'; readonly values: readonly []; readonly references: ResourceNames }
  );

const MAX_VALUES = 50;
const MAX_VALUE_BYTES = 63;
const SYNTAX = 'A field is written name:type[:modifier…], for example total:decimal, due_on:date:nullable or \'status:enum(draft|sent):index\' (in quotes, for the shell).'; // prettier-ignore
const TYPES = `Types: ${fieldTypes.map((type) => (type === 'enum' ? 'enum(a|b|c)' : type)).join(', ')}. Modifiers: ${fieldModifiers.join(', ')}.`;

/** What a refused field needs to be told next. */
export const fieldHelp = `${SYNTAX}\n${TYPES}`;

/** Why a modifier makes no sense on a type. */
const misfits: Readonly<Record<string, string>> = {
  'unique json': 'two JSON documents that mean the same can be written differently',
  'unique text': 'a long text does not fit into an index; use string',
  'unique boolean': 'only two rows could ever exist',
  'unique enum': 'only as many rows as values could ever exist',
  'index json': 'a plain index does not serve questions about the inside of a document',
  'index text': 'a long text does not fit into an index; use string',
};

const isPlain = (type: string): type is PlainType => plainTypes.some((plain) => plain === type);
const isModifier = (word: string): word is Modifier => fieldModifiers.some((modifier) => modifier === word);

/** Splits at colons outside parentheses; null where a parenthesis has no partner. */
const parts = (text: string): string[] | null => {
  const found = text.match(/(?:\([^()]*\)|[^:()])+/g) ?? [];
  return found.join(':') === text ? found : null;
};

const enumProblems = (values: readonly string[]): string[] => {
  if (values.length === 1 && values[0]?.trim() === '')
    return [`an enum needs its values, as in 'status:enum(draft|sent)'`];
  const bad = values.filter((value) => !/^[a-z][a-z0-9_]*$/.test(value) || value.length > MAX_VALUE_BYTES);
  const twice = values.filter((value, index) => values.indexOf(value) !== index);
  return [
    ...(values.length > MAX_VALUES ? [`an enum has at most ${MAX_VALUES} values, not ${values.length}`] : []),
    ...(bad.length > 0
      ? [`${bad.slice(0, 5).map((value) => JSON.stringify(value.slice(0, 70))).join(', ')} cannot be an enum value: a lower-case letter, then letters, digits and _, values apart by |`] // prettier-ignore
      : []),
    ...(twice.length > 0 ? [`the enum has ${[...new Set(twice)].map((value) => `"${value}"`).join(', ')} twice`] : []),
  ];
};

const typeProblems = (type: string, argument: string | null): string[] => {
  if (type === 'enum') return enumProblems((argument ?? '').split('|'));
  if (type === 'references') return argument === null ? [] : resourceNameProblems(argument);
  if (isPlain(type)) return argument === null ? [] : [`${type} takes nothing in parentheses`];
  return [`"${type}" is not a type.${didYouMean(type, fieldTypes)}`];
};

const modifierProblems = (type: string, modifiers: readonly string[]): string[] =>
  modifiers.flatMap((word, index) => {
    if (word === '') return ['there is nothing after a colon'];
    if (!isModifier(word)) return [`"${word}" is not a modifier.${didYouMean(word, fieldModifiers)}`];
    if (modifiers.indexOf(word) !== index) return [`"${word}" is there twice`];
    const reason = misfits[`${word} ${type}`];
    return reason === undefined ? [] : [`a ${type} cannot be ${word === 'index' ? 'indexed' : word}: ${reason}`];
  });

/** The problems of a field as messages, or its pieces when there are none. */
const inspect = (
  text: string,
): { problems: string[] } | { name: string; type: string; argument: string | null; modifiers: string[] } => {
  const pieces = parts(text);
  if (pieces === null) return { problems: ['a colon or a parenthesis is missing or too many'] };
  const [name = '', typeText, ...modifiers] = pieces;
  if (typeText === undefined) return { problems: [...fieldNameProblems(name, false), 'it has no type'] };
  const [, type = typeText, argument = null] = /^([^()]*)(?:\((.*)\))?$/.exec(typeText) ?? [];
  const problems = [
    ...fieldNameProblems(name, type === 'references'),
    ...typeProblems(type, argument),
    ...modifierProblems(type, modifiers),
  ];
  return problems.length > 0 ? { problems } : { name, type, argument, modifiers };
};

/**
 * Reads one field, such as `total:decimal:nullable`, `'status:enum(draft|sent)'` or `parent:references(categories)`.
 * @throws usage error with every problem of the field.
 */
export const parseField = (text: string): Field => {
  const found = inspect(text);
  if ('problems' in found) {
    const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
    const problems = found.problems.map((problem) => `Field ${shown}: ${problem}`);
    throw usageError(problems.join('\n'), fieldHelp, problems);
  }
  const { type, argument, modifiers } = found;
  const words = fieldWords(found.name, type === 'references');
  const name = words.join('_');
  const base = {
    name,
    column: name,
    human: words.join(' '),
    nullable: modifiers.includes('nullable'),
    unique: modifiers.includes('unique'),
    index: modifiers.includes('index'),
  };
  if (type === 'enum') return { ...base, type, values: (argument ?? '').split('|'), references: null };
  if (isPlain(type)) return { ...base, type, values: [], references: null };
  return {
    ...base,
    type: 'references',
    column: `${name}_id`,
    index: true,
    values: [],
    references: resourceNames(argument ?? name),
  };
};
