import fc from 'fast-check';
import { resourceNames } from '../../lib/names.ts';
import { plainOptions, tenantOptions } from './plain-options.ts';

/** What `generate resource` is given. */
export type MatrixCase = readonly string[];

const nouns = ['album', 'branch', 'child', 'criterion', 'equipment', 'factory', 'hero', 'index', 'knife', 'match', 'news', 'person', 'series', 'status', 'tomato', 'user', 'virus', 'wolf']; // prettier-ignore
const before = ['', 'api_', 'new_', 'order_', 'x2_', 'default_', 'type_'];
// Reserved words of SQL, JavaScript and PostgREST, and what reads badly in a sentence.
const fieldNames = ['all', 'and', 'body', 'case', 'class', 'default', 'due_on', 'from', 'group', 'input', 'key', 'length', 'name', 'new', 'order', 'owner', 'position', 'primary', 'row', 'select', 'table', 'title', 'to', 'user', 'value', 'version_2', 'when', 'x', 'a1']; // prettier-ignore
const plainTypes = ['string', 'text', 'integer', 'bigint', 'decimal', 'boolean', 'date', 'datetime', 'uuid', 'json', 'email', 'url', 'enum(draft|in_review|done)']; // prettier-ignore

const mayBeUnique = (type: string): boolean => !/^(json|text|boolean|enum)/.test(type);
const mayBeIndexed = (type: string): boolean => !/^(json|text)$/.test(type);

const modified = (type: string): fc.Arbitrary<string> =>
  fc
    .record({ nullable: fc.boolean(), unique: fc.boolean(), index: fc.boolean() })
    .map(({ nullable, unique, index }) =>
      [type, nullable && 'nullable', unique && mayBeUnique(type) && 'unique', index && mayBeIndexed(type) && 'index']
        .filter((word) => word !== false)
        .join(':'),
    );

const fields = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...fieldNames), fc.constantFrom(...plainTypes).chain(modified)), {
    minLength: 1,
    maxLength: 12,
    selector: ([name]) => name,
  })
  .map((pairs) => pairs.map(([name, type]) => `${name}:${type}`));

const options = fc.record({
  above: fc.constantFrom('none', 'parent', 'public', 'tenant'),
  reference: fc.constantFrom('none', 'other', 'self', 'nullable'),
  flags: fc.subarray([...plainOptions]),
});

const definition = fc.record({ noun: fc.constantFrom(...nouns), prefix: fc.constantFrom(...before), fields, options });

const references = (kind: string, other: string, self: string): readonly string[] => {
  if (kind === 'self') return [`above_it:references(${self}):nullable`];
  return kind === 'none' ? [] : [`beside:references(${other})${kind === 'nullable' ? ':nullable' : ''}`];
};

/**
 * Resources as nobody would write them: any names, types, modifiers and options that go together. `others` are
 * resources that are there, to refer to and to stand below. The same seed gives the same ones.
 */
export const randomResources = (
  count: number,
  seed: number,
  others: { readonly ofUser: string; readonly ofTenant: string },
): readonly MatrixCase[] => {
  const all = fc.uniqueArray(definition, {
    minLength: count,
    maxLength: count,
    selector: ({ prefix, noun }) => resourceNames(`${prefix}${noun}`).plural,
  });
  const [drawn = []] = fc.sample(all, { numRuns: 1, seed });
  return drawn.map(({ prefix, noun, fields: given, options: { above, reference, flags } }) => {
    const name = `${prefix}${noun}`;
    const other = above === 'tenant' ? others.ofTenant : others.ofUser;
    return [
      name,
      ...given,
      // Something that can be searched.
      'caption:string',
      // Rows below others refer to none of their own (docs/generate-resource.md).
      ...references(above === 'parent' && reference === 'self' ? 'other' : reference, other, name),
      ...(above === 'tenant' ? flags.filter((flag) => tenantOptions.includes(flag)) : flags),
      ...(above === 'parent' ? [`--parent=${other}`] : []),
      ...(above === 'public' ? ['--public-read'] : []),
      ...(above === 'tenant' ? ['--tenant'] : []),
    ];
  });
};
