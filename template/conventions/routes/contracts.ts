/** What a route that is no collection need not hold. Everything else holds for it all the same. */
export type Demand =
  /** Stands below `/v1`. */
  | 'version'
  /** Names are in kebab-case, and up to the last one plural nouns. */
  | 'names'
  /** The last name of the URL is a plural noun as well. */
  | 'name'
  /** GET on a collection is a list; POST creates in one; PUT, PATCH and DELETE are for one row. */
  | 'collection'
  /** An array of rows comes in pages. */
  | 'page'
  /** A query schema that refuses unknown keys. */
  | 'query'
  /** A body schema that refuses unknown keys. */
  | 'body'
  /** `{ data }` or `{ data, pagination }`. */
  | 'envelope'
  /** Each 4xx and 5xx has the one error format. */
  | 'errors'
  /** 201 for what POST creates, 200 for GET. */
  | 'status';

type Contract = { readonly means: string; readonly waives: readonly Demand[] };

/**
 * The marks of routes that are no collection (`config: { contract: 'singleton' }`), and what each lets go. `src/plugins/openapi.ts`
 * has their type.
 */
export const contracts: Readonly<Record<string, Contract>> = {
  singleton: { means: 'one thing, not one of many (`/v1/me`)', waives: ['name', 'collection'] },
  action: {
    means: 'what is done and has a name of its own (`POST /v1/invoices/:id/send`)',
    waives: ['name', 'page', 'status'],
  },
  session: {
    means: 'signing in and out (`/v1/auth/sign-in`)',
    waives: ['names', 'name', 'collection', 'query', 'status'],
  },
  stream: {
    means: 'events, sockets and files that go out',
    waives: ['name', 'collection', 'envelope', 'status'],
  },
  upload: { means: 'a file that comes in', waives: ['name', 'collection', 'body'] },
  webhook: {
    means: 'a call whose form another service decides',
    waives: ['name', 'collection', 'query', 'body', 'envelope', 'status'],
  },
  probe: {
    means: 'a machine that watches the process (`/health/live`)',
    waives: ['version', 'names', 'name', 'collection', 'query', 'envelope', 'errors'],
  },
};

/** What a mark waives; null for a mark that does not exist. */
export const waivedBy = (mark: string): readonly Demand[] | null =>
  Object.hasOwn(contracts, mark) ? (contracts[mark]?.waives ?? null) : null;

/** `singleton, action, …` with what each means, for messages. */
export const contractList = Object.entries(contracts)
  .map(([mark, { means }]) => `'${mark}' (${means})`)
  .join(', ');
