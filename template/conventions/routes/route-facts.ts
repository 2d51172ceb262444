import type { Shape } from './shape.ts';

/** What is given for one part of a route. A body or a reply may have a schema for each content type. */
export type Schemas = readonly Shape[];

/** What the running app knows of one route, as the process that builds the app tells it. */
export type RouteFacts = {
  /** Several where it was registered for several; a HEAD that Fastify adds to a GET is not listed. */
  readonly methods: readonly string[];
  /** With its prefixes: `/v1/invoices/:id`. */
  readonly url: string;
  /** `config.contract`, as text whatever it is; null where the route has no mark. */
  readonly contract: string | null;
  /** The file that called `app.get(…)`, absolute, and its line from 1; null where only packages did. */
  readonly file: string | null;
  readonly line: number;
  /** The package that registered it, where the project did not. */
  readonly package: string | null;
  readonly hasSummary: boolean;
  /** False where the route's validator lets through what its schemas refuse, or its serializer sends it. */
  readonly isValidated: boolean;
  readonly isSerialized: boolean;
  /** Empty where the route has none. */
  readonly params: Schemas;
  readonly querystring: Schemas;
  readonly headers: Schemas;
  readonly body: Schemas;
  /** By status, in lower case: `200`, `4xx`. */
  readonly response: Readonly<Record<string, Schemas>>;
  /** Whether `limit` of the query refuses a million. */
  readonly limitHasMaximum: boolean;
};

/** Why there are no routes to look at. */
export type BuildFailure = { readonly message: string; readonly file: string; readonly line: number };

export type RouteReport = { readonly routes: readonly RouteFacts[] } | { readonly failure: BuildFailure };
