import { collectProblems, isCommandError, usageError } from '../lib/command-error.ts';
import { type Field, fieldTypes, parseField } from '../lib/field.ts';
import { isPropertyTrap } from '../lib/reserved-names.ts';
import { type PieceName, pieceName } from '../pieces/piece-name.ts';

const MAX_FIELDS = 40;
const SYNTAX =
  'An event is named by what has happened, in words of snake_case apart by dots, and has a field for each thing that its handlers are told: npm run generate -- event invoice.paid invoice_id:uuid total:decimal';
const TYPES = fieldTypes.filter((type) => type !== 'references').map((type) => (type === 'enum' ? 'enum(a|b)' : type));

export const eventHelp = `${SYNTAX}\nTypes: ${TYPES.join(', ')}. Modifier: nullable.`;

const nameOf = (text: string): { readonly event: string; readonly name: PieceName } => {
  const shown = JSON.stringify(text.slice(0, 60));
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)+$/.test(text))
    throw usageError(`${shown} is not the name of an event: words in snake_case, apart by dots, such as invoice.paid.`, eventHelp); // prettier-ignore
  return { event: text, name: pieceName([text.replaceAll(/[._]/g, '-')], eventHelp) };
};

/** A field of a payload may be called what a column may not: `id`, `version`. */
const fieldOf = (text: string): Field => {
  const shown = JSON.stringify(text.slice(0, 80));
  const refuse = (why: string): never => {
    throw usageError(`Field ${shown}: ${why}`, eventHelp);
  };
  const [, name = '', type = ''] = /^([a-z][a-z0-9]*(?:_[a-z0-9]+)*):(.+)$/s.exec(text) ?? [];
  if (name === '') return refuse('it is not written name:type, with a name in snake_case');
  if (name.length > 40) return refuse('its name has more than 40 letters');
  if (isPropertyTrap(name)) return refuse('every JavaScript object has a property of that name');
  if (/^references\b/.test(type)) return refuse('an event refers by the id alone: type uuid');
  try {
    const field = parseField(`value:${type}`);
    if (field.unique || field.index) return refuse('what is told is no column: its only modifier is nullable');
    return { ...field, name, column: name, human: name.replaceAll('_', ' ') };
  } catch (error) {
    if (!isCommandError(error)) throw error;
    const told = error.message.replaceAll(JSON.stringify(`value:${type}`.slice(0, 80)), shown);
    throw usageError(told, eventHelp);
  }
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
  if (texts.length > MAX_FIELDS) problems.push(`An event has at most ${MAX_FIELDS} fields, not ${texts.length}.`);
  const fields = texts.slice(0, MAX_FIELDS).map((text) => collectProblems(() => fieldOf(text), problems));
  const good = fields.filter((field) => field !== null);
  const columns = good.map(({ column }) => column);
  const twice = columns.filter((one, index) => columns.indexOf(one) !== index);
  problems.push(...[...new Set(twice)].map((one) => `There is more than one field "${one}".`));
  if (named === null || problems.length > 0) throw usageError(problems.join('\n'), eventHelp, problems);
  return { ...named, fields: good };
};
