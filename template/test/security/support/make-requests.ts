import type { TestReply, TestUser } from '../../support/test-user.ts';
import { sampleFiles } from '../../support/sample-files.ts';
import { inputSchemaOf, valueOf } from './arbitrary-of.ts';
import { type AttackedRoute, paramsOf } from './attacked-routes.ts';
import type { RequestSample } from './request-sample.ts';
import { readBodySamples, readRequestSamples } from './samples.ts';

/** A request that a route takes. */
export type MadeRequest = { readonly url: string; readonly body?: unknown };

type Query = Readonly<Record<string, unknown>>;
type Given = Awaited<ReturnType<RequestSample>>;

const how = 'Say what it takes in test/security/samples/<any>.requests.ts (support/request-sample.ts has the form).';

/** Thrown where a route cannot be attacked without a hint: the attack reports it as it reports a hole. */
const notAttacked = ({ name }: AttackedRoute, why: string): Error =>
  new Error(`${name} could not be attacked: ${why} ${how}`);

export const withQuery = (url: string, query: Query): string => {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const text = new URLSearchParams(
    given.map(([key, value]): [string, string] => [
      key,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  ).toString();
  return text === '' ? url : `${url}?${text}`;
};

/** Sends as a user (or as nobody). */
export const send = (
  who: { readonly api: TestUser['api'] },
  { method }: AttackedRoute,
  { url, body }: MadeRequest,
): Promise<TestReply> => who.api(method as 'GET', url, body);

/** The user as a sample uses them: the rows that it makes stand below the same rows as what the request is about. */
const below = (user: TestUser, pattern: string, url: string): TestUser => {
  const values = new Map(pattern.split('/').map((part, index) => [part, url.split('/')[index] ?? part] as const));
  const fill = (path: string): string => path.replace(/:\w+/g, (name) => values.get(name) ?? name);
  return { ...user, create: (path, body) => user.create(fill(path), body) };
};

/**
 * Makes requests for the routes of an app, whatever they are: of their schemas, of the generated samples, and of rows that
 * are there.
 */
export function makeRequests(routes: () => readonly AttackedRoute[]) {
  const samples = { bodies: readBodySamples(), given: readRequestSamples() };
  const counter = { n: 0 };
  const next = (): number => (counter.n += 1);
  const find = (method: string, url: string) => routes().find((route) => route.method === method && route.url === url);

  const made = (route: AttackedRoute, part: 'params' | 'query' | 'body'): unknown => {
    const schema = route[part];
    if (schema === null) return undefined;
    const found = valueOf(schema, next());
    if (found === null) throw notAttacked(route, `no ${part} was found that it takes.`);
    return found.value;
  };

  const queryOf = (route: AttackedRoute): Query => {
    if (route.query === null) return {};
    // Only what must be there: a filter would hide the rows that the attack is about.
    const { required = [], properties = {} } = inputSchemaOf(route.query);
    if (route.contract === 'upload' && 'name' in properties) return { name: 'picture.png' };
    const query = required.length === 0 ? {} : (made(route, 'query') as Query);
    return Object.fromEntries(Object.entries(query).filter(([key]) => required.includes(key)));
  };

  const bodyOf = async (route: AttackedRoute, user: TestUser | null, to: string): Promise<unknown> => {
    if (route.contract === 'upload') return sampleFiles.png();
    if (route.body === null || route.body.safeParse(undefined).success) return undefined;
    const collection =
      paramsOf(route).at(-1) === route.url.split('/').at(-1)
        ? route.url.split('/').at(-2)
        : route.url.split('/').at(-1);
    const sample = (await samples.bodies).get(collection ?? '');
    return sample === undefined || user === null ? made(route, 'body') : sample(below(user, route.url, to), next());
  };

  /** A request that fits the schemas and is about nothing: for what is refused before anything is looked up. */
  const shaped = async (route: AttackedRoute): Promise<MadeRequest> => {
    const params = (made(route, 'params') ?? {}) as Query;
    const url = route.url.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? 'x')));
    const body = await bodyOf(route, null, url);
    return { url: withQuery(url, queryOf(route)), ...(body === undefined ? {} : { body }) };
  };

  /** A row that stands in the collection: made by its sample or its POST, or else the first that its list has. */
  const rowIn = async (pattern: string, url: string, user: TestUser, asked: AttackedRoute): Promise<string | null> => {
    const given = (await samples.given).rows.get(pattern);
    if (given !== undefined) return given(user, next());
    const [post, list] = [find('POST', pattern), find('GET', pattern)];
    if (post !== undefined) {
      const reply = await send(user, post, await requestTo(post, user, url, await givenFor(post, user)));
      const made = [200, 201].includes(reply.status);
      // What streams its reply tells no id: the list does.
      if (made && post.contract !== 'stream') return reply.body.data.id;
      if (!made) throw notAttacked(asked, `${post.name} made no row (${reply.status} ${JSON.stringify(reply.body)}).`);
    }
    if (list === undefined) return null;
    const reply = await user.api('GET', url);
    return reply.status === 200 && Array.isArray(reply.body.data) ? (reply.body.data[0]?.id ?? null) : null;
  };

  const givenFor = async (route: AttackedRoute, user: TestUser): Promise<Given> =>
    (await (await samples.given).requests.get(route.name)?.(user, next())) ?? {};

  /** A request to this URL, of which only the body and the query are still to be made. */
  const requestTo = async (route: AttackedRoute, user: TestUser, url: string, given: Given): Promise<MadeRequest> => {
    const body = 'body' in given ? given.body : await bodyOf(route, user, url);
    return { url: withQuery(url, { ...queryOf(route), ...given.query }), ...(body === undefined ? {} : { body }) };
  };

  /** A request about rows of this user, which they may make themselves. @throws where that cannot be made up */
  const owned = async (route: AttackedRoute, user: TestUser): Promise<MadeRequest> => {
    const given = await givenFor(route, user);
    const parts = route.url.split('/');
    const filled: string[] = [];
    for (const [index, part] of parts.entries()) {
      const name = part.slice(1);
      const prefix = parts.slice(0, index).join('/');
      const value = !part.startsWith(':')
        ? part
        : (given.params?.[name] ?? (await rowIn(prefix, filled.join('/'), user, route)) ?? wordFor(route, name));
      filled.push(value);
    }
    const url = filled.join('/');
    const upload = route.contract === 'upload' ? undefined : find('PUT', route.url);
    if (upload?.contract === 'upload')
      await send(user, upload, { url: withQuery(url, queryOf(upload)), body: sampleFiles.png() });
    return requestTo(route, user, url, given);
  };

  /** A parameter that names no row: a word of a list. */
  const wordFor = (route: AttackedRoute, name: string): string => {
    const value = String((made(route, 'params') as Query | undefined)?.[name] ?? '');
    if (value === '' || /^[0-9a-f-]{36}$/.test(value)) throw notAttacked(route, `no row was found for :${name}.`);
    return encodeURIComponent(value);
  };

  return { shaped, owned, rowIn };
}
