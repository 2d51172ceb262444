import { usageError } from '../lib/command-error.ts';
import { isLocalName, isPropertyTrap } from '../lib/reserved-names.ts';
import { camelCase, pascalCase, splitWords } from '../lib/words.ts';

const MAX_LENGTH = 50;

/** One piece's name in every spelling that a template needs: `requestId`, `request-id` and `request_id` give this same set. */
export type PieceName = {
  readonly kebab: string;
  readonly snake: string;
  readonly camel: string;
  readonly pascal: string;
  /** `REQUEST_ID`: of an environment variable. */
  readonly constant: string;
  /** `request id`, for sentences. */
  readonly human: string;
};

const quoted = (input: string): string => JSON.stringify(input.length > 60 ? `${input.slice(0, 60)}…` : input);

const problemOf = (input: string): string | null => {
  if (input.trim() === '') return 'It has no name.';
  if (isPropertyTrap(input)) return `${quoted(input)} is unsafe: every JavaScript object has a property of that name.`;
  if (/[/\\.]/.test(input))
    return `${quoted(input)} is not a name but a path: files are written only where the layout puts them.`;
  if (/[^\x20-\x7e]/.test(input)) return `${quoted(input)} has letters outside ASCII, which make unsafe file names.`;
  if (!/^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*$/.test(input))
    return `${quoted(input)} is not a name: a letter first, then letters and digits, with single "-" between words.`;
  if (input.length > MAX_LENGTH)
    return `${quoted(input)} has ${input.length} letters; at most ${MAX_LENGTH} are allowed.`;
  return null;
};

/**
 * Reads the one name that a piece takes, in any spelling. `help` is the rule that a refused name is told.
 * @throws usage error for what is no name, for a path, and for more than one argument.
 */
export const pieceName = (args: readonly string[], help: string): PieceName => {
  const [input = '', ...more] = args;
  const problem =
    more.length === 0 ? problemOf(input) : `${quoted(more.join(' '))} is too much: it takes a name and nothing else.`;
  if (problem !== null) throw usageError(problem, help);
  const words = splitWords(input);
  return {
    kebab: words.join('-'),
    snake: words.join('_'),
    camel: camelCase(words),
    pascal: pascalCase(words),
    constant: words.join('_').toUpperCase(),
    human: words.join(' '),
  };
};

/** Refuses a name that code cannot declare as it is. @throws usage error */
export const refuseReserved = ({ kebab, camel }: PieceName, help: string): void => {
  if (!isLocalName(camel)) return;
  const message = `"${camel}" is a word of JavaScript or of the generated code itself; choose another, such as ${kebab}-api.`;
  throw usageError(message, help);
};
