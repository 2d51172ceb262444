import { collectProblems, isCommandError, usageError } from '../lib/command-error.ts';
import { type Field, fieldTypes, parseField } from '../lib/field.ts';
import { isPropertyTrap } from '../lib/reserved-names.ts';

const MAX_FIELDS = 40;
const TYPES = fieldTypes.filter((type) => type !== 'references').map((type) => (type === 'enum' ? 'enum(a|b)' : type));

/** The types that a field of a payload can have, for the help. */
export const payloadHelp = `Types: ${TYPES.join(', ')}. Modifier: nullable.`;

/** A field of a payload may be called what a column may not: `id`, `version`. */
const fieldOf = (text: string, who: string, help: string): Field => {
  const shown = JSON.stringify(text.slice(0, 80));
  const refuse = (why: string): never => {
    throw usageError(`Field ${shown}: ${why}`, help);
  };
  const [, name = '', type = ''] = /^([a-z][a-z0-9]*(?:_[a-z0-9]+)*):(.+)$/s.exec(text) ?? [];
  if (name === '') return refuse('it is not written name:type, with a name in snake_case');
  if (name.length > 40) return refuse('its name has more than 40 letters');
  if (isPropertyTrap(name)) return refuse('every JavaScript object has a property of that name');
  if (/^references\b/.test(type)) return refuse(`${who} refers by the id alone: type uuid`);
  try {
    const field = parseField(`value:${type}`);
    if (field.unique || field.index) return refuse('what is told is no column: its only modifier is nullable');
    return { ...field, name, column: name, human: name.replaceAll('_', ' ') };
  } catch (error) {
    if (!isCommandError(error)) throw error;
    throw usageError(error.message.replaceAll(JSON.stringify(`value:${type}`.slice(0, 80)), shown), help);
  }
};

/**
 * Reads the fields of a payload, which is no table. What is wrong with them is added to `problems`.
 * @param who whose payload it is, for sentences: `an event`
 */
export const payloadFields = (
  texts: readonly string[],
  { who, help, problems }: { readonly who: string; readonly help: string; readonly problems: string[] },
): readonly Field[] => {
  const whose = who.charAt(0).toUpperCase() + who.slice(1);
  if (texts.length > MAX_FIELDS) problems.push(`${whose} has at most ${MAX_FIELDS} fields, not ${texts.length}.`);
  const read = texts.slice(0, MAX_FIELDS).map((text) => collectProblems(() => fieldOf(text, who, help), problems));
  const fields = read.filter((field) => field !== null);
  const columns = fields.map(({ column }) => column);
  const twice = columns.filter((one, index) => columns.indexOf(one) !== index);
  problems.push(...[...new Set(twice)].map((one) => `There is more than one field "${one}".`));
  return fields;
};
