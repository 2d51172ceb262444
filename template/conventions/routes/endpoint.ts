import type { Demand } from './contracts.ts';
import type { RouteFacts } from './route-facts.ts';

/** One method of a route, as the rules look at it. */
export type Endpoint = RouteFacts & {
  readonly method: string;
  /** The URL's parts below `/v1`: `invoices`, `:id`, `send`. */
  readonly parts: readonly string[];
  /** URLs of the routes marked `singleton`: a name that one of them introduced may be built upon. */
  readonly singletons: ReadonlySet<string>;
};

/** What an endpoint departs from. `always`: no mark waives it. */
export type Problem = { readonly demand: Demand | 'always'; readonly text: string };

export type RouteRule = (endpoint: Endpoint) => readonly Problem[];

/** The problem in a list, where there is one. */
export const when = (isBroken: boolean, demand: Problem['demand'], text: string): readonly Problem[] =>
  isBroken ? [{ demand, text }] : [];

export const isParameter = (part: string): boolean => /^\*|:(?!:)/.test(part.replaceAll('::', ''));

/** The endpoints of the routes, one for each method. */
export function endpointsOf(routes: readonly RouteFacts[]): readonly Endpoint[] {
  const singletons = new Set(routes.filter(({ contract }) => contract === 'singleton').map(({ url }) => url));
  return routes.flatMap((route) => {
    const path = route.url.replace(/^\/v\d+(?=\/|$)/, '');
    const parts = path.split('/').filter((part) => part !== '');
    return route.methods.map((method) => ({ ...route, method, parts, singletons }));
  });
}
