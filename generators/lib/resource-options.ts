import { collectProblems } from './command-error.ts';
import { type ResourceNames, resourceNames } from './names.ts';
import { didYouMean } from './words.ts';

/** What a resource is made with beside its fields. */
export type ResourceOptions = {
  /** DELETE puts a row aside, and POST `/:id/restore` takes that back. */
  readonly softDelete: boolean;
  /** Everyone who is signed in may read; only the owner writes. */
  readonly publicRead: boolean;
  /** The resource whose rows these stand below. */
  readonly parent: ResourceNames | null;
  /** `q` searches a full-text column. */
  readonly search: boolean;
  /** Each change writes an event to the outbox. */
  readonly events: boolean;
  /** A file can be attached to a row. */
  readonly storage: boolean;
  /** The rows belong to an organisation, which `parent` is then: its members read and write them. */
  readonly tenant: boolean;
  /** The rows are found by what they mean, by vectors that a job makes after each event. */
  readonly embeddings: boolean;
};

/** A resource without any. */
export const noOptions: ResourceOptions = {
  softDelete: false,
  publicRead: false,
  parent: null,
  search: false,
  events: false,
  storage: false,
  tenant: false,
  embeddings: false,
};

/** The options as they are given on the command line, and what each does. */
const flags: Readonly<Record<string, string>> = {
  '--soft-delete': 'DELETE puts a row aside instead of destroying it, and POST /:id/restore takes that back',
  '--public-read': 'everyone who is signed in may read the rows, and only the owner writes them',
  '--parent customers': 'the rows stand below a customer, at /v1/customers/:customer_id/…',
  '--search': 'q searches for words in a full-text column with an index, instead of parts of the text',
  '--events': 'each change writes an event to the outbox, in its own transaction: invoice.created, .updated, .deleted',
  '--storage': 'a file can be attached to each row, through Supabase Storage: PUT, GET and DELETE /:id/file',
  '--tenant':
    'the rows belong to an organisation (example auth), and its members read and write them: /v1/organisations/:organisation_id/…',
  '--embeddings':
    'POST /search finds rows by what they mean (example embeddings): each change has the vector made by a job, and implies --events',
  '--from-table': 'the table is there already: its fields are read from it, and no migration is written',
};

export const resourceOptionHelp = `Options:\n${Object.entries(flags)
  .map(([flag, does]) => `  ${flag}  ${does}.`)
  .join('\n')}`;

/** Columns that an option adds, and so no field can have. */
export const optionColumns = ({
  search,
  softDelete,
  parent,
  tenant,
  embeddings,
}: ResourceOptions): readonly string[] => [
  ...(softDelete ? ['deleted_at'] : []),
  ...(parent === null ? [] : [`${parent.singular}_id`]),
  ...(search ? ['search_words'] : []),
  ...(tenant ? ['created_by'] : []),
  ...(embeddings ? ['similarity'] : []),
];

/** The column of those who share rows, such as within which a value is unique. */
export const holderOf = ({ tenant }: ResourceOptions): string => (tenant ? 'organisation_id' : 'owner_id');

/** What `--tenant` does not go with, and why. */
const notWithTenant: Readonly<Record<string, string>> = {
  '--parent': 'the organisation is the parent, and one level is made; a reference to the other resource says the same',
  '--public-read': 'whoever is no member does not see the organisation, and so could not find its rows',
  '--storage': 'a file lies in the folder of one user and counts against their quota, and these rows belong to no user',
};

/** What `--embeddings` does not go with, and why. */
const notWithEmbeddings: Readonly<Record<string, string>> = {
  '--tenant': 'a vector is paid for by one user, whose budget is asked, and these rows belong to none',
  '--parent': 'a search is in all rows of a user, and these are listed below one parent at a time',
  '--from-table': 'vectors need a table of their own, and no migration is written',
};

const pairs = [
  ['--tenant', notWithTenant],
  ['--embeddings', notWithEmbeddings],
] as const;

/** Reads the options of a resource; what is wrong with them is added to `problems`. */
export const parseResourceOptions = (args: readonly string[], problems: string[]): ResourceOptions => {
  const names = Object.keys(flags).map((flag) => flag.replace(/ .*/, ''));
  const unknown = args.filter((arg) => !names.includes(arg.replace(/^--parent=.*/s, '--parent')));
  const above = args.find((arg) => arg.startsWith('--parent'))?.replace(/^--parent=?/, '') ?? null;
  const tenant = args.includes('--tenant');
  const named = above === null ? null : collectProblems(() => resourceNames(above), problems);
  const parent = tenant ? resourceNames('organisation') : named;
  const flagsGiven = args.map((arg) => arg.replace(/=.*/s, ''));
  for (const [option, notWith] of pairs) {
    for (const [flag, why] of flagsGiven.includes(option) ? Object.entries(notWith) : [])
      if (flagsGiven.includes(flag)) problems.push(`${option} and ${flag} do not go together: ${why}.`);
  }
  if (named !== null && args.includes('--public-read'))
    problems.push('--public-read and --parent do not go together: who may not see the parent could not find its rows.');
  problems.push(...unknown.map((arg) => `There is no option ${arg.slice(0, 60)}.${didYouMean(arg, names)}`));
  return {
    softDelete: args.includes('--soft-delete'),
    publicRead: args.includes('--public-read'),
    parent,
    search: args.includes('--search'),
    events: args.includes('--events') || args.includes('--embeddings'),
    storage: args.includes('--storage'),
    tenant,
    embeddings: args.includes('--embeddings'),
  };
};

/** Where a resource is served: `/v1/invoices`, or `/v1/customers/:customer_id/invoices`. */
export const resourcePath = ({ kebabPlural }: ResourceNames, { parent }: ResourceOptions): string =>
  parent === null ? `/v1/${kebabPlural}` : `/v1/${parent.kebabPlural}/:${parent.singular}_id/${kebabPlural}`;
