import { fieldTypes } from '../../lib/field.ts';
import { embeddingOptions, plainOptions, tenantOptions } from './plain-options.ts';
import type { MatrixCase } from './random-resources.ts';

const written: Readonly<Record<string, string>> = {
  enum: 'enum(draft|sent|paid)',
  references: 'references(customers)',
};
const modifiers = ['', 'nullable', 'unique', 'index', 'nullable:unique', 'nullable:index', 'unique:index', 'nullable:unique:index']; // prettier-ignore
const misfits: Readonly<Record<string, RegExp>> = { text: /unique|index/, json: /unique|index/, boolean: /unique/, enum: /unique/ }; // prettier-ignore

/** Each type with each of these sets of modifiers that it takes, all in one resource. */
const sheet = (name: string, sets: readonly string[]): MatrixCase => [
  name,
  ...sets.flatMap((set) =>
    fieldTypes
      .filter((type) => !misfits[type]?.test(set))
      .map(
        (type) =>
          `${type}_${set.replaceAll(':', '_') || 'plain'}:${written[type] ?? type}${set === '' ? '' : `:${set}`}`,
      ),
  ),
];

/** Every type with every modifier. */
const small: readonly MatrixCase[] = [sheet('sheet_a', ['', 'unique']), sheet('sheet_b', ['nullable', 'index'])];

/** Every type with every set of modifiers that it takes, as one resource for each set. */
const everyField = (): readonly MatrixCase[] =>
  modifiers.map((set, number) => sheet(`sheet_${['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'][number]}`, [set]));

const fields = ['label:string:unique', 'size:integer:index', 'note:text:nullable'];

/** The resources that the others refer to and stand below: of a user, and of an organisation. */
export const anchors: readonly MatrixCase[] = [
  ['customer', 'name:string:unique', 'notes:text:nullable'],
  ['project', 'name:string:unique', 'notes:text:nullable', '--tenant'],
];

const special = ['--public-read', '--parent=customers'];
const nouns = ['article', 'basket', 'contact', 'drawer', 'engine', 'folder', 'garden', 'hammer', 'island', 'jacket', 'kettle', 'ladder', 'manual', 'needle', 'orchard', 'payment', 'quarry', 'ribbon', 'saddle', 'tunnel', 'umpire', 'valley', 'wallet', 'yacht', 'zipper']; // prettier-ignore

/** The same fields with each set of options, or of further fields. */
const named = (sets: readonly (readonly string[])[]): readonly MatrixCase[] =>
  sets.map((set, index) => [nouns[index] ?? `thing_${index}`, ...fields, ...set]);

/** Every option alone, and every two that go together. */
const alone = (): readonly MatrixCase[] => {
  const all = [...plainOptions, ...special];
  const pairs = all.flatMap((one, index) => all.slice(index + 1).map((two) => [one, two]));
  const sets = [...all.map((one) => [one]), ...pairs.filter((pair) => pair.join() !== special.join())];
  const ofTenants = tenantOptions.map((one) => ['--tenant', one]);
  return named([...sets, ...ofTenants, ['--tenant', 'project:references(projects)']]);
};

/** Those that are found by what they mean, with each option that this goes with, and with all of them. */
export const foundByMeaning = (): readonly MatrixCase[] =>
  named([[], ...embeddingOptions.map((one) => [one]), embeddingOptions].map((set) => ['--embeddings', ...set]));

const together: readonly MatrixCase[] = [
  ['ticket', ...fields, '--parent=customers', ...plainOptions],
  [
    'product',
    ...fields,
    'maker:references(customers):nullable',
    'above:references(products):nullable',
    'select:string:nullable',
    '--public-read',
    ...plainOptions,
  ],
  ['task', ...fields, 'project:references(projects)', 'above:references(tasks):nullable', '--tenant', ...tenantOptions],
];

/**
 * The resources that each run makes. Small: every type, plain and with each modifier, and all options together. Full:
 * every set of modifiers, and every option alone and in pairs as well. All options together come first.
 */
export const fixedResources = (size: 'small' | 'full'): readonly MatrixCase[] =>
  size === 'full' ? [...together, ...everyField(), ...alone()] : [...together, ...small];
