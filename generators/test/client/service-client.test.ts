import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { operationsOf } from '../../client/openapi/operations.ts';
import { readDocument } from '../../client/openapi/read-document.ts';
import { clientSource, schemaSource } from '../../client/openapi/service-source.ts';
import { zodSource } from '../../client/openapi/zod-source.ts';
import { pieceName } from '../../pieces/piece-name.ts';

const dir = await mkdtemp(join(tmpdir(), 'plinth-openapi-'));
afterAll(() => rm(dir, { recursive: true, force: true }));

const write = async (text: string): Promise<string> => {
  const file = join(dir, `${crypto.randomUUID()}.json`);
  await writeFile(file, text);
  return file;
};

const page = { properties: { pagination: { type: 'object', properties: { next_cursor: { type: 'string' } } } } };
const answers = (schema: unknown) => ({ responses: { 200: { content: { 'application/json': { schema } } } } });
const one = answers({ type: 'object', properties: { data: { type: 'string' } }, required: ['data'] });
const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
const body = (properties: object) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties, required: [] } } } },
});
const paths = {
  '/health/live': { get: { ...one, 'x-contract': 'probe' } },
  '/v1/me': { get: { ...one, 'x-contract': 'singleton' } },
  '/v1/order-items': {
    get: answers({ type: 'object', ...page }),
    post: { ...one, ...body({ name: { type: 'string' } }) },
  },
  '/v1/order-items/{id}': {
    get: { ...one, parameters: id },
    put: { ...one, parameters: id },
    patch: { ...one, parameters: id },
    delete: { parameters: id, responses: { 204: {} } },
  },
  '/v1/order-items/{id}/send': { post: { ...one, parameters: id, 'x-contract': 'action' } },
  '/v1/order-items/send': { post: { ...one, 'x-contract': 'action' } },
  '/v2/order-items/send': { post: { ...one, 'x-contract': 'action' } },
};
const message = { type: 'object', properties: { type: { const: 'order.sent' } }, required: ['type'] };
const webhooks = {
  'order.sent': { post: { requestBody: { content: { 'application/json': { schema: message } } } } },
};
const document = () => write(JSON.stringify({ openapi: '3.1.0', paths, webhooks })).then(readDocument);

describe('a client of a service', () => {
  it('has a function for each operation that it can call, named by what it does', async () => {
    const { operations, leftOut } = operationsOf(await document());
    expect(operations.map(({ name, method, path }) => `${name} ${method} ${path}`)).toEqual([
      'createOrderItem POST /v1/order-items',
      'deleteOrderItem DELETE /v1/order-items/{id}',
      'getMe GET /v1/me',
      'getOrderItem GET /v1/order-items/{id}',
      'listOrderItems GET /v1/order-items',
      // Two that would both be sendOrderItems.
      'postV1OrderItemsSend POST /v1/order-items/send',
      'postV2OrderItemsSend POST /v2/order-items/send',
      'replaceOrderItem PUT /v1/order-items/{id}',
      'sendOrderItem POST /v1/order-items/{id}/send',
      'updateOrderItem PATCH /v1/order-items/{id}',
    ]);
    expect(leftOut).toEqual(['GET /health/live']);
  });

  it('takes what the path, the query and the body name, and answers what the document says', async () => {
    const read = await document();
    const { operations } = operationsOf(read);
    const name = pieceName(['stock'], '');
    const client = clientSource(name, read, operations);
    expect(client).toContain("path: ['v1', 'order-items', id, 'send'], query: null, body: null");
    expect(client).toContain('createOrderItem: ({ body }: { readonly body: CreateOrderItemBody })');
    const schemas = schemaSource(name, read, operations);
    expect(schemas).toContain('deleteOrderItemReplySchema = z.null()');
    expect(schemas).toContain('getMeReplySchema = z.object({ "data": z.string() })');
    // What it tells of by itself.
    expect(schemas).toContain('orderSentEventSchema = z.object({ "type": z.literal("order.sent") })');
    expect(schemas).toContain('export type OrderSentEvent =');
    // A body that the service would refuse does not compile.
    expect(schemas).toContain('createOrderItemBodySchema = z.strictObject({');
  });
});

describe('zodSource', () => {
  const source = (schema: unknown) => zodSource(schema, { refs: (ref) => `REF(${ref})`, strict: false });
  it.each([
    [{ type: 'string' }, 'z.string()'],
    [{ type: 'string', format: 'uuid' }, 'z.uuid()'],
    [{ type: 'string', format: 'made-up' }, 'z.string()'],
    [{ type: 'integer', minimum: 1 }, 'z.int()'],
    [{ type: ['string', 'null'] }, 'z.string().nullable()'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'z.string().nullable()'],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, 'z.union([z.string(), z.number()])'],
    [{ enum: ['a', null] }, 'z.enum(["a"]).nullable()'],
    [{ const: 1 }, 'z.literal(1)'],
    [{ type: 'array', items: { type: 'boolean' } }, 'z.array(z.boolean())'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'z.record(z.string(), z.number())'],
    [{ allOf: [{ type: 'string' }, {}] }, 'z.string().and(z.unknown())'],
    [{ $ref: '#/components/schemas/a' }, 'REF(#/components/schemas/a)'],
    [{}, 'z.unknown()'],
    [true, 'z.unknown()'],
    // Absent is null, or the default; never undefined.
    [
      { type: 'object', properties: { a: { type: 'string' } } },
      'z.object({ "a": z.string().nullable().default(null) })',
    ],
    [
      { type: 'object', properties: { a: { type: 'number', default: 20 } } },
      'z.object({ "a": z.number().default(20) })',
    ],
  ])('writes %j', (schema, expected) => {
    expect(source(schema)).toBe(expected);
  });
});

describe('readDocument', () => {
  it.each([
    ['no file', join(dir, 'none.json'), /There is no OpenAPI document in .*ENOENT/],
    ['nothing that answers', 'http://127.0.0.1:1/docs/json', /There is no OpenAPI document/],
  ])('says so where there is %s', async (_what, source, message) => {
    await expect(readDocument(source)).rejects.toThrow(message);
  });

  it.each([
    ['no JSON', '<html>', /JSON/],
    ['an older version', JSON.stringify({ openapi: '3.0.3', paths: {} }), /it has to be OpenAPI 3\.1/],
  ])('says so where there is %s', async (_what, text, message) => {
    await expect(readDocument(await write(text))).rejects.toThrow(message);
  });
});
