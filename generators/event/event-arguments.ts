import { collectProblems, usageError } from '../lib/command-error.ts';
import type { Field } from '../lib/field.ts';
import { payloadFields, payloadHelp } from '../pieces/payload-fields.ts';
import { type PieceName, pieceName } from '../pieces/piece-name.ts';

const SYNTAX =
  'An event is named by what has happened, in words of snake_case apart by dots, and has a field for each thing that its handlers are told: npm run generate -- event invoice.paid invoice_id:uuid total:decimal';

export const eventHelp = `${SYNTAX}\n${payloadHelp}`;

const nameOf = (text: string): { readonly event: string; readonly name: PieceName } => {
  const shown = JSON.stringify(text.slice(0, 60));
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)+$/.test(text))
    throw usageError(`${shown} is not the name of an event: words in snake_case, apart by dots, such as invoice.paid.`, eventHelp); // prettier-ignore
  return { event: text, name: pieceName([text.replaceAll(/[._]/g, '-')], eventHelp) };
};

/**
 * Reads the arguments of `generate event`: a name, then the fields of its payload.
 * @throws usage error that names every problem at once.
 */
export const parseEventArguments = (
  args: readonly string[],
): { readonly event: string; readonly name: PieceName; readonly fields: readonly Field[] } => {
  const problems: string[] = [];
  const named = collectProblems(() => nameOf(args[0] ?? ''), problems);
  const texts = args.slice(1);
  if (texts.length === 0) problems.push('An event needs at least one field: what its handlers are told.');
  const fields = payloadFields(texts, { who: 'an event', help: eventHelp, problems });
  if (named === null || problems.length > 0) throw usageError(problems.join('\n'), eventHelp, problems);
  return { ...named, fields };
};
