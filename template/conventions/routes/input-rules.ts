import { when, type RouteRule } from './endpoint.ts';
import { alternatives, loosePaths, type Shape } from './shape.ts';

const isOurs = ({ type }: Shape): boolean => type !== 'foreign';

const zod: RouteRule = ({ params, querystring, headers, body, response }) => {
  const replies = Object.entries(response).map(([status, shapes]) => [`${status} reply`, shapes] as const);
  const all = [...Object.entries({ params, querystring, headers, body }), ...replies];
  return all.flatMap(([name, shapes]) =>
    when(
      !shapes.every(isOurs),
      'always',
      `the schema of its ${name} is not made by Zod. Write it with Zod, in a \`*.schema.ts\``,
    ),
  );
};

const compilers: RouteRule = ({ isValidated, isSerialized }) => [
  ...when(
    !isValidated,
    'always',
    'its schemas refuse nothing: `attachValidation` or another validator stands before Zod. Take it away; src/app.ts sets `validatorCompiler` of fastify-type-provider-zod',
  ),
  ...when(
    !isSerialized,
    'always',
    'its reply is not held against its schema: another serializer stands before Zod. Take it away; src/app.ts sets `serializerCompiler` of fastify-type-provider-zod',
  ),
];

/** What the router reads as parameters: a name ends at `/`, `-`, `.`, `:` or a regular expression. `*` is one as well. */
function parametersOf(url: string): readonly string[] {
  const plain = url.replaceAll('::', '').replace(/\((?:[^()\\]|\\.|\([^()]*\))*\)/g, '');
  const named = [...plain.matchAll(/:([^/:.-]+)/g)].map(([, name = '']) => name.replace('?', ''));
  return [...new Set([...named, ...(plain.includes('*') ? ['*'] : [])])].sort();
}

const params: RouteRule = ({ url, params: given }) => {
  const expected = parametersOf(url);
  const takes = given
    .flatMap(alternatives)
    .map((shape) => (shape.type === 'object' ? Object.keys(shape.fields) : null));
  const fits = takes.every((keys) => keys !== null && keys.sort().join() === expected.join());
  const list = expected.join(', ');
  if (expected.length === 0) {
    return when(
      given.length > 0,
      'always',
      'its URL has no parameters, and it has a schema of them. Take `params` away',
    );
  }
  return [
    ...when(
      given.length === 0,
      'always',
      `\`${list}\` of its URL has no schema. Give \`params\` (such as \`idParams\`)`,
    ),
    ...when(
      given.every(isOurs) && !fits,
      'always',
      `its URL has the parameters ${list}, and the schema of \`params\` has others. Name them alike`,
    ),
  ];
};

const loose = (shapes: readonly Shape[]): readonly string[] => [
  ...new Set(shapes.filter(isOurs).flatMap((shape) => loosePaths(shape))),
];

const query: RouteRule = ({ querystring }) => [
  ...when(
    querystring.length === 0,
    'query',
    'whatever stands in its query is dropped in silence, a misspelt filter too. Give `querystring`: a `z.strictObject`, or `noQuery` where it takes none',
  ),
  ...when(
    loose(querystring).length > 0,
    'query',
    'its query takes keys that it does not know, such as a misspelt filter. Make it a `z.strictObject`',
  ),
];

const body: RouteRule = ({ method, body: given }) => [
  ...when(
    given.length === 0 && ['POST', 'PUT', 'PATCH'].includes(method),
    'body',
    'it takes a body of any form. Give `body`: a `z.strictObject`, or `noBody` where it takes none',
  ),
  ...loose(given).flatMap((path) =>
    when(
      true,
      'body',
      `its body takes keys that it does not know${path === '' ? '' : ` in \`${path}\``}, so a misspelt field is dropped in silence. Make it a \`z.strictObject\``,
    ),
  ),
];

/** What a route takes. */
export const inputRules: readonly RouteRule[] = [zod, compilers, params, query, body];
