import { camelCase, pascalCase, splitWords } from '../../lib/words.ts';
import type { PieceName } from '../../pieces/piece-name.ts';
import type { NamedOperation } from './operations.ts';
import type { OpenApiDocument, Operation } from './read-document.ts';
import { zodSource } from './zod-source.ts';

const json = (content: Operation['responses'][string]['content']): unknown =>
  (content['application/json'] ?? Object.values(content)[0])?.schema;

/** The schema that a reference leads to, in place; what refers to itself, such as any JSON, is not looked at. */
const resolver = ({ components }: OpenApiDocument, strict: boolean) => {
  const inside =
    (open: readonly string[]) =>
    (ref: string): string => {
      const name = /^#\/components\/schemas\/(.+)$/.exec(ref)?.[1] ?? '';
      const target = components.schemas[name];
      if (target === undefined || open.includes(name)) return 'z.unknown()';
      return zodSource(target, { refs: inside([...open, name]), strict });
    };
  return { refs: inside([]), strict };
};

type Part = { readonly name: string; readonly source: string; readonly type: 'input' | 'infer' };

const queryOf = ({ parameters }: Operation): unknown => {
  const found = parameters.filter((parameter) => parameter.in === 'query');
  if (found.length === 0) return null;
  return {
    type: 'object',
    properties: Object.fromEntries(found.map(({ name, schema }) => [name, schema])),
    required: found.filter(({ required }) => required).map(({ name }) => name),
  };
};

/** The reply that says that it is done. */
const successOf = ({ responses }: Operation): unknown => {
  const [status] = Object.keys(responses)
    .filter((code) => /^2\d\d$/.test(code))
    .sort();
  return status === undefined || status === '204'
    ? { type: 'null' }
    : (json(responses[status]?.content ?? {}) ?? { type: 'null' });
};

const partsOf = (document: OpenApiDocument, { name, operation }: NamedOperation): Part[] => {
  const sent = resolver(document, true);
  const query = queryOf(operation);
  const body = operation.requestBody === null ? null : json(operation.requestBody.content);
  return [
    ...(query === null ? [] : [{ name: `${name}Query`, source: zodSource(query, sent), type: 'input' as const }]),
    ...(body === null ? [] : [{ name: `${name}Body`, source: zodSource(body, sent), type: 'input' as const }]),
    { name: `${name}Reply`, source: zodSource(successOf(operation), resolver(document, false)), type: 'infer' },
  ];
};

/** What the service sends to webhook endpoints, by the name of the event: `invoice.paid` gives `invoicePaidEvent`. */
const eventsOf = (document: OpenApiDocument): Part[] =>
  Object.entries(document.webhooks).flatMap(([name, { post }]) => {
    const schema = post === null || post.requestBody === null ? undefined : json(post.requestBody.content);
    if (schema === undefined) return [];
    const words = [...splitWords(name.replaceAll('.', '_')), 'event'];
    return [{ name: camelCase(words), source: zodSource(schema, resolver(document, false)), type: 'infer' as const }];
  });

const typeName = (name: string): string => pascalCase(splitWords(name));

/** `src/schemas/<service>.schema.ts`: what is sent, what is answered, and the events that it tells of. */
export const schemaSource = (
  name: PieceName,
  document: OpenApiDocument,
  operations: readonly NamedOperation[],
): string => {
  const parts = [...operations.flatMap((one) => partsOf(document, one)), ...eventsOf(document)];
  const schemas = parts.map(
    (part) => `export const ${part.name}Schema = ${part.source};
export type ${typeName(part.name)} = z.${part.type}<typeof ${part.name}Schema>;
`,
  );
  return `import { z } from 'zod';

// The ${name.human} service, as its OpenAPI document says. Written by generate client; write it anew when the service changes.

${schemas.join('\n')}`;
};

const methodSource = (one: NamedOperation): string => {
  const { name, method, path, params, operation } = one;
  const has = { query: queryOf(operation) !== null, body: operation.requestBody !== null };
  const takes = [
    ...params.map((param) => ({ name: param, type: 'string' })),
    ...(has.query ? [{ name: 'query', type: typeName(`${name}Query`) }] : []),
    ...(has.body ? [{ name: 'body', type: typeName(`${name}Body`) }] : []),
  ];
  const input =
    takes.length === 0
      ? ''
      : `{ ${takes.map((each) => each.name).join(', ')} }: { ${takes.map((each) => `readonly ${each.name}: ${each.type}`).join('; ')} }`;
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (segment.startsWith('{') ? segment.slice(1, -1) : `'${segment}'`));
  const summary = operation.summary === null ? '' : ` ${operation.summary.replace(/\*\//g, '').replace(/\.?$/, '.')}`;
  return `  /** ${method} ${path}.${summary} */
  ${name}: (${input}): Promise<${typeName(`${name}Reply`)}> =>
    call(${name}ReplySchema, { method: '${method}', path: [${segments.join(', ')}], ${has.query ? 'query' : 'query: null'}, ${has.body ? 'body' : 'body: null'} }),
`;
};

/** `src/clients/<service>.ts`: a function for each operation. */
export const clientSource = (
  name: PieceName,
  document: OpenApiDocument,
  operations: readonly NamedOperation[],
): string => {
  const parts = operations.flatMap((one) => partsOf(document, one));
  const imports = parts.flatMap((part) => [
    `type ${typeName(part.name)}`,
    ...(part.type === 'infer' ? [`${part.name}Schema`] : []),
  ]);
  return `import { config } from '../config/config.ts';
import { ${imports.join(', ')} } from '../schemas/${name.kebab}.schema.ts';
import { serviceCall } from './service-call.ts';

const call = serviceCall('${name.snake}', config.${name.constant}_URL);

/**
 * The ${name.human} service at ${name.constant}_URL, called as whoever calls us. What it answers is parsed before anything else sees
 * it. Written by \`generate client ${name.kebab} --openapi\`. @throws as \`serviceCall\` does
 */
export const ${name.camel} = {
${operations.map(methodSource).join('\n')}};
`;
};
