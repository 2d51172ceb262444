import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TestReply } from '../../support/test-user.ts';
import type { AttackedRoute } from './attacked-routes.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;
type Declared = { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
type Document = {
  readonly paths?: Readonly<
    Record<string, Readonly<Record<string, { readonly responses?: Readonly<Record<string, Declared>> }>>>
  >;
};

const parsers = new WeakMap<object, z.ZodType>();

const parserOf = (schema: JsonSchema): z.ZodType => {
  const parser = parsers.get(schema) ?? z.fromJSONSchema(schema);
  parsers.set(schema, parser);
  return parser;
};

/** Where a schema lets through what it does not name: objects with properties that take any more. */
function loosePlaces(schema: unknown, path = 'it'): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, additionalProperties } = schema as JsonSchema;
  const own = properties !== undefined && additionalProperties !== false ? [path] : [];
  return [...own, ...Object.entries(schema).flatMap(([key, part]) => loosePlaces(part, `${path}.${key}`))];
}

/** What the OpenAPI document says of the replies of an app, and how a reply departs from it. */
export function replyFaults(app: FastifyInstance) {
  const document = app.swagger() as Document;
  const responsesOf = ({ url, method }: AttackedRoute) =>
    document.paths?.[url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{*}')]?.[method.toLowerCase()]?.responses ?? {};
  const schemaOf = ({ content = {} }: Declared): JsonSchema | undefined => content['application/json']?.schema;

  return {
    /** Why a reply is not what is declared of it; null where it is. */
    of(route: AttackedRoute, { status, headers, body }: TestReply): string | null {
      const responses = responsesOf(route);
      const declared = responses[status] ?? responses[`${Math.floor(status / 100)}XX`];
      if (declared === undefined) return `answers ${status}, which is not declared`;
      const isJson = String(headers['content-type']).includes('json');
      if (body === null || body === '' || (!isJson && route.contract === 'stream')) return null;
      const schema = schemaOf(declared);
      if (schema === undefined) return `answers ${status} with a body, and declares none`;
      const parsed = parserOf(schema).safeParse(body);
      return parsed.success
        ? null
        : `answers ${status} with what it does not declare: ${z.prettifyError(parsed.error)}`;
    },

    /** Where the declared replies of a route let any property out. */
    loose: (route: AttackedRoute): readonly string[] =>
      Object.entries(responsesOf(route)).flatMap(([status, declared]) =>
        loosePlaces(schemaOf(declared)).map((place) => `its ${status} lets any property out: ${place}`),
      ),
  };
}
