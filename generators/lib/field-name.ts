import { isPropertyTrap } from './reserved-names.ts';
import { splitWords } from './words.ts';

const MAX_COLUMN_BYTES = 40;

/** Columns that every generated table has. */
const ownColumns = ['id', 'owner_id', 'version', 'created_at', 'updated_at'];
/** What a list takes in its query string beside filters by column. */
const listParameters = ['limit', 'cursor', 'sort', 'q'];
/** Columns that PostgreSQL gives every table, and so refuses to create. */
const systemColumns = ['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'];

/** The words of a field's name; a reference may be called `customer` or `customer_id`, and is `customer`. */
export const fieldWords = (name: string, isReference: boolean): string[] => {
  const words = splitWords(name);
  return isReference && words.length > 1 && words.at(-1) === 'id' ? words.slice(0, -1) : words;
};

/** Why a field cannot have this name, as messages; none when it can. Reserved words of SQL are fine: they are always quoted. */
export const fieldNameProblems = (name: string, isReference: boolean): string[] => {
  const shown = JSON.stringify(name.slice(0, 60));
  if (name === '') return ['it has no name'];
  if (isPropertyTrap(name)) return [`${shown} is unsafe: every JavaScript object has a property of that name`];
  if (/[^\x20-\x7e]/.test(name)) return [`${shown} has letters outside ASCII`];
  if (!/^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*$/.test(name)) {
    return [`${shown} is not a name: a letter first, then letters and digits, with single "_" between words`];
  }
  const words = fieldWords(name, isReference).join('_');
  const column = isReference ? `${words}_id` : words;
  if (isPropertyTrap(column)) return [`"${column}" is unsafe: every JavaScript object has a property of that name`];
  if (ownColumns.includes(column)) return [`"${column}" is a column that every resource has already`];
  if (listParameters.includes(column)) return [`"${column}" is a query parameter of every list; choose another name`];
  if (column === 'count')
    return ['"count" is read by PostgREST as the number of rows; choose another name, such as quantity'];
  if (systemColumns.includes(column)) return [`"${column}" is a system column of PostgreSQL; choose another name`];
  if (column.length > MAX_COLUMN_BYTES) {
    return [`the column "${column.slice(0, 60)}" has ${column.length} bytes; at most ${MAX_COLUMN_BYTES} are allowed`];
  }
  return [];
};
