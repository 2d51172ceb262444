import { usageError } from './command-error.ts';

export type HandoffArguments = {
  /** 1 to 999. */
  readonly number: number;
  /** Kebab-case, at most 40 characters; its branch is `agent/<specialty>`. */
  readonly specialty: string;
};

export const handoffHelp =
  'An agent has a number (1, 2, 3 … 999) and a specialty in kebab-case (backend, data-import): npm run generate -- handoff 3 backend';

const quoted = (input: string): string => JSON.stringify(input.length > 60 ? `${input.slice(0, 60)}…` : input);

const numberProblem = (text: string): string | null =>
  /^[1-9]\d{0,2}$/.test(text) ? null : `${quoted(text)} is not the number of an agent: a whole number from 1 to 999.`;

const specialtyProblem = (text: string): string | null =>
  text.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text)
    ? null
    : `${quoted(text)} is not a specialty: words of small letters and digits with single "-" between, 40 characters at most.`;

/**
 * Reads the arguments of `generate handoff`.
 * @throws usage error that names every problem at once.
 */
export const parseHandoffArguments = (args: readonly string[]): HandoffArguments => {
  const [number, specialty, ...more] = args;
  const problems = [
    number === undefined ? 'The agent has no number.' : numberProblem(number),
    specialty === undefined ? 'The agent has no specialty.' : specialtyProblem(specialty),
    more.length === 0 ? null : `${quoted(more.join(' '))} is too much: a report has one number and one specialty.`,
  ].filter((problem) => problem !== null);
  if (number === undefined || specialty === undefined || problems.length > 0)
    throw usageError(problems.join('\n'), handoffHelp, problems);
  return { number: Number(number), specialty };
};
