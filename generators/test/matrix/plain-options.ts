import { generators } from '../../generators.ts';

// `parent` takes a value, and what is public has no parent; a tenant and what is searched by meaning need an example, and a table
// that is there takes no fields.
const special = ['parent', 'public-read', 'tenant', 'embeddings', 'from-table'];

/** The options of a resource that go with every other, as they are written: a new one is in the matrix by itself. */
export const plainOptions: readonly string[] = Object.keys(
  generators.find(({ name }) => name === 'resource')?.options ?? {},
)
  .filter((name) => !special.includes(name))
  .map((name) => `--${name}`);

/** Those that go with `--embeddings` as well, which has `--events` in it. */
export const embeddingOptions: readonly string[] = [
  ...plainOptions.filter((option) => option !== '--events'),
  '--public-read',
];

/** Those that go with `--tenant` as well. */
export const tenantOptions: readonly string[] = plainOptions.filter((option) => option !== '--storage');
