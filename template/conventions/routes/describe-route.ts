import type { FastifyInstance, RouteOptions } from 'fastify';
import { z } from 'zod';
import { describeSchema, isZod } from './describe-schema.ts';
import type { Registrar } from './find-registrar.ts';
import type { RouteFacts, Schemas } from './route-facts.ts';

/** A route as `onRoute` saw it; what its options hold may have changed since. */
export type Registration = {
  readonly app: FastifyInstance;
  readonly options: RouteOptions;
  readonly method: string | readonly string[];
  readonly url: string;
  readonly registrar: Registrar;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const part = (of: unknown, name: string): unknown => (isRecord(of) ? of[name] : undefined);

// `{ content: { 'application/json': { schema } } }` and `{ description, properties: schema }` are forms that Fastify and
// its Zod provider take besides the schema itself.
function schemasOf(given: unknown): readonly unknown[] {
  if (given === undefined) return [];
  if (isZod(given) || !isRecord(given)) return [given];
  if (isRecord(given['content'])) return Object.values(given['content']).map((type) => part(type, 'schema'));
  return [isZod(given['properties']) ? given['properties'] : given];
}

const describeAll = (given: unknown): Schemas => schemasOf(given).map((schema) => describeSchema(schema));

const methodsOf = (method: string | readonly string[]): readonly string[] =>
  typeof method === 'string' ? [method] : method;

// Below a prefix, `/` is registered with the slash and without.
const isSameUrl = (one: string, other: string): boolean => one.replace(/\/$/, '') === other.replace(/\/$/, '');

/** Whether the compiler of this route really makes Zod refuse a number where a string is due. */
function refuses(compiler: unknown, url: string): boolean {
  if (typeof compiler !== 'function') return false;
  const schema = z.strictObject({ text: z.string() });
  try {
    const run: unknown = compiler({ schema, method: 'POST', url, httpPart: 'body' });
    const result: unknown = typeof run === 'function' ? run({ text: 1 }) : null;
    return result === false || (isRecord(result) && 'error' in result && result['error'] !== undefined);
  } catch {
    return true;
  }
}

function limitHasMaximum(querystring: unknown): boolean {
  const limit = part(part(querystring, 'shape'), 'limit');
  if (!isZod(limit)) return true;
  try {
    return !limit.safeParse('1000000').success && !limit.safeParse(1_000_000).success;
  } catch {
    return false;
  }
}

const textOf = (mark: unknown): string | null =>
  mark === undefined ? null : typeof mark === 'string' ? mark : (JSON.stringify(mark) ?? typeof mark);

/** Whether some reply of a route has a schema that Zod did not make. */
export const hasForeignReply = ({ response }: RouteFacts): boolean =>
  Object.values(response).some((shapes) => shapes.some(({ type }) => type === 'foreign'));

/** What the checks need of a route; nothing of a HEAD that goes with a GET, which has the same schemas. */
export function describeRoute(route: Registration, all: readonly Registration[]): readonly RouteFacts[] {
  const { app, options, url, registrar } = route;
  const hasGet = all.some((other) => isSameUrl(other.url, url) && methodsOf(other.method).includes('GET'));
  const methods = methodsOf(route.method).filter((method) => method !== 'HEAD' || !hasGet);
  if (methods.length === 0) return [];
  const schema: Readonly<Record<string, unknown>> = isRecord(options.schema) ? options.schema : {};
  const querystring = schema['querystring'] ?? schema['query'];
  const response = isRecord(schema['response']) ? Object.entries(schema['response']) : [];
  return [
    {
      methods,
      url,
      contract: textOf(part(options.config, 'contract')),
      ...registrar,
      hasSummary: typeof schema['summary'] === 'string' && schema['summary'].trim() !== '',
      isValidated:
        options.attachValidation !== true && refuses(options.validatorCompiler ?? app.validatorCompiler, url),
      isSerialized: refuses(options.serializerCompiler ?? app.serializerCompiler, url),
      params: describeAll(schema['params']),
      querystring: describeAll(querystring),
      headers: describeAll(schema['headers']),
      body: describeAll(schema['body']),
      response: Object.fromEntries(response.map(([status, given]) => [status.toLowerCase(), describeAll(given)])),
      limitHasMaximum: limitHasMaximum(querystring),
    },
  ];
}
