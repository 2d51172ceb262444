import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
/** Every object in the document. */
const walk = (value: unknown): Node[] => (isNode(value) ? [value, ...Object.values(value).flatMap(walk)] : []);

describe('/docs/json', () => {
  it('is OpenAPI 3.1 that describes the routes, their errors and their marks', async () => {
    const { status, headers, body } = await test.anonymous.api('GET', '/docs/json');
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('application/json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      info: { title: expect.any(String), version: expect.any(String) },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    });
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/health/live', '/health/ready', '/v1/me']));
    expect(body.paths['/v1/me'].get.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(body.paths['/v1/me'].get.responses)).toEqual(['200', '4XX', '5XX']);
    expect(body.paths['/v1/me'].get.responses['4XX'].content['application/json'].schema.required).toEqual([
      'error',
      'statusCode',
    ]);
    // The marks of what is no collection, and none elsewhere: `conventions/routes` holds the routes themselves.
    expect(body.paths['/v1/me'].get['x-contract']).toBe('singleton');
    expect(body.paths['/health/live'].get['x-contract']).toBe('probe');
    expect(body.paths['/health/live'].get['x-access']).toBe('anyone');
    expect(body.paths['/v1/me'].get).not.toHaveProperty('x-access');
    // What 3.1 no longer has, and references that lead nowhere.
    for (const node of walk(body)) {
      expect(node).not.toHaveProperty('nullable');
      if (typeof node['$ref'] !== 'string') continue;
      const target = node['$ref']
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (isNode(at) ? at[key] : undefined), body);
      expect(target).toBeDefined();
    }
  });
});

describe('/docs', () => {
  it('is a page that its own policy lets work', async () => {
    const { status, headers, body } = await test.anonymous.api('GET', '/docs/');
    expect(status).toBe(200);
    expect(body).toContain('swagger-ui');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect((await test.anonymous.api('GET', '/docs/static/swagger-ui-bundle.js')).status).toBe(200);
  });
});
