import { createHash } from 'node:crypto';
import { collectProblems, usageError } from './command-error.ts';
import { nounOf } from './nouns.ts';
import { isGlobalType, isLocalName, isOwnedByTheKit, isPropertyTrap } from './reserved-names.ts';
import { camelCase, pascalCase, splitWords } from './words.ts';

/**
 * One resource in every spelling that a template needs; `orderItem`, `order-items` and `OrderItem` all give this same set.
 * Nouns without a plural (`equipment`, `news`) have `singular === plural` and the same for kebab and human.
 */
export type ResourceNames = {
  /** `order_item`, at most 37 bytes; a column that references it is `order_item_id`. */
  readonly singular: string;
  /** `order_items`: the table, at most 35 bytes. */
  readonly plural: string;
  /** `order-item`: file names. */
  readonly kebab: string;
  /** `order-items`: the URL and the route's file. */
  readonly kebabPlural: string;
  /** `orderItem`: only in front of a suffix (`orderItemService`), since alone it may be a reserved word (`class`). */
  readonly stem: string;
  /** `orderItem`: a variable; `classRecord` where the stem is a reserved word or a name that generated code uses itself. */
  readonly camel: string;
  /** `OrderItem`: a type; `DateRow` where it would hide another type (`Date`, `Record`, `Page`). */
  readonly pascal: string;
  /** `order item`, for sentences. */
  readonly human: string;
  /** `order items`. */
  readonly humanPlural: string;
};

const MAX_TABLE_BYTES = 35;
const MAX_IDENTIFIER_BYTES = 63;
/** What a refused name needs to be told next. */
export const nameHelp =
  'A resource is named by an English noun in letters and digits: `invoice`, `order-item`, `orderItem` or `order_item`.';

/** Ends a generator's use with the message, and with the rule as the next step. */
const refuse = (message: string): never => {
  throw usageError(message, nameHelp);
};

const quoted = (input: string): string => JSON.stringify(input.length > 60 ? `${input.slice(0, 60)}…` : input);

const wordsOf = (input: string): string[] => {
  if (input.trim() === '') return refuse('The resource has no name.');
  if (isPropertyTrap(input))
    return refuse(`${quoted(input)} cannot name a resource: every JavaScript object has a property of that name.`);
  if (/[/\\.]/.test(input))
    return refuse(`${quoted(input)} is not a name but a path: files are written only where the layout puts them.`);
  if (/[^\x20-\x7e]/.test(input))
    return refuse(`${quoted(input)} has letters outside ASCII, which make unsafe file names, URLs and tables.`);
  if (/^[0-9]/.test(input)) return refuse(`${quoted(input)} begins with a digit: no variable or type can.`);
  if (!/^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z][A-Za-z0-9]*)*$/.test(input)) {
    return refuse(
      `${quoted(input)} is not a resource name: each word begins with a letter, and single "_" or "-" stand between words.`,
    );
  }
  return splitWords(input);
};

/**
 * Reads a resource's name in any spelling and number.
 * @throws usage error, one clear message, for what is no name, is too long, or is taken by JavaScript or by the kit.
 */
export const resourceNames = (input: string): ResourceNames => {
  const words = wordsOf(input);
  const rest = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const noun = nounOf(last);
  if (noun === null || noun.singular === '')
    return refuse(`The singular and the plural of "${last}" cannot be told apart with certainty; choose another word.`);
  const singularWords = [...rest, noun.singular];
  const pluralWords = [...rest, noun.plural];
  const singular = singularWords.join('_');
  const plural = pluralWords.join('_');
  if (isOwnedByTheKit(singular) || isOwnedByTheKit(plural))
    return refuse(`"${plural}" belongs to the application itself; choose another name.`);
  if (plural.length > MAX_TABLE_BYTES) {
    return refuse(
      `The table "${plural}" would have ${plural.length} bytes; at most ${MAX_TABLE_BYTES} leave room for the names of its indexes.`,
    );
  }
  const stem = camelCase(singularWords);
  const camel = isLocalName(stem) ? `${stem}Record` : stem;
  const type = pascalCase(singularWords);
  const pascal = isGlobalType(type) ? `${type}Row` : type;
  return {
    singular,
    plural,
    kebab: singularWords.join('-'),
    kebabPlural: pluralWords.join('-'),
    stem,
    camel,
    pascal,
    human: singularWords.join(' '),
    humanPlural: pluralWords.join(' '),
  };
};

/** The problems of a name as messages, none when it is good. */
export const resourceNameProblems = (input: string): string[] => {
  const problems: string[] = [];
  collectProblems(() => resourceNames(input), problems);
  return problems;
};

/**
 * Joins parts to a name for an index, a constraint or a trigger. PostgreSQL cuts names at 63 bytes in silence, so that two long
 * ones can become one: what is longer is cut here and ends in 8 digits of its hash.
 */
export const databaseName = (...parts: readonly string[]): string => {
  const name = parts.join('_');
  if (name.length <= MAX_IDENTIFIER_BYTES) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, MAX_IDENTIFIER_BYTES - hash.length - 1)}_${hash}`;
};
