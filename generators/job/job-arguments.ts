import { collectProblems, usageError } from '../lib/command-error.ts';
import type { Field } from '../lib/field.ts';
import { payloadFields, payloadHelp } from '../pieces/payload-fields.ts';
import { type PieceName, pieceName } from '../pieces/piece-name.ts';

const SYNTAX =
  'A job is named by what it does, in kebab-case, and has a field for each thing that it has to know: npm run generate -- job send-reminder invoice_id:uuid';

export const jobHelp = `${SYNTAX}\n${payloadHelp}`;

/**
 * Reads the arguments of `generate job`: a name, then the fields of its payload, which may be none.
 * @throws usage error that names every problem at once.
 */
export const parseJobArguments = (
  args: readonly string[],
): { readonly name: PieceName; readonly fields: readonly Field[] } => {
  const problems: string[] = [];
  const name = collectProblems(() => pieceName(args.slice(0, 1), jobHelp), problems);
  const fields = payloadFields(args.slice(1), { who: 'a job', help: jobHelp, problems });
  if (name === null || problems.length > 0) throw usageError(problems.join('\n'), jobHelp, problems);
  return { name, fields };
};
