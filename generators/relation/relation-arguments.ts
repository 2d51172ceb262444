import { usageError } from '../lib/command-error.ts';
import { fieldNameProblems } from '../lib/field-name.ts';
import { parseField } from '../lib/field.ts';
import { resourceNames } from '../lib/names.ts';
import { didYouMean } from '../lib/words.ts';

export const relationHelp = `A relation is said from the side that has the column: relation invoice belongs_to customer.
It is required; \`nullable\` behind it lets a row have none, and is needed where rows may be there already.
One of another name is a field: npm run generate -- field invoice payer:references(customers)`;

const refuse = (message: string): never => {
  throw usageError(message, relationHelp);
};

/** The field that a relation is, as `generate field` takes it: `customer:references:nullable`. @throws usage error */
export const relationText = ([name = '', word = '', target = '', ...rest]: readonly string[]): string => {
  resourceNames(name);
  if (['has_many', 'has_one', 'has-many', 'has-one'].includes(word))
    return refuse(`"${word}" is said from the other side: relation ${target === '' ? 'invoice' : target} belongs_to ${name}.`); // prettier-ignore
  if (word !== 'belongs_to')
    return refuse(`${word === '' ? 'The word "belongs_to" is missing.' : `"${word.slice(0, 60)}" is no relation; belongs_to is the one there is.${didYouMean(word, ['belongs_to'])}`}`); // prettier-ignore
  if (target === '') return refuse(`${name} belongs to what? The other resource is missing.`);
  const [modifier, ...more] = rest;
  if (more.length > 0 || (modifier !== undefined && modifier !== 'nullable'))
    return refuse(`"${rest.join(' ').slice(0, 60)}" is not understood; only nullable can stand there.${didYouMean(modifier ?? '', ['nullable'])}`); // prettier-ignore
  const { singular, plural } = resourceNames(target);
  const problems = fieldNameProblems(singular, true);
  if (problems.length > 0) return refuse(problems.join('\n'));
  // Named by its plural, since the singular of some nouns reads like another's plural.
  const text = `${singular}:references(${plural})${modifier === undefined ? '' : ':nullable'}`;
  parseField(text);
  return text;
};
