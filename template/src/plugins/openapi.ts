import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fp from 'fastify-plugin';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { eventService } from '../services/event.service.ts';
import { describeEvents } from '../utils/describe-events.ts';

/** What a route is that is no collection; `conventions/routes/contracts.ts` says what each means and may do otherwise. */
export type RouteContract = 'singleton' | 'action' | 'session' | 'stream' | 'upload' | 'webhook' | 'probe';

/**
 * Who may call a route that is not for the owner of the rows that it is about: anyone, without an account; every user alike
 * (rows that all may read); or admins, as all routes below `/admin` are.
 */
export type RouteAccess = 'anyone' | 'users' | 'admins';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Says so where it is meant; it opens nothing. The attacks of test/security hold it, and /docs lists it as `x-access`. */
    access?: RouteAccess;
    /** The mark of a route that is no collection. Listed as `x-contract` in /docs. */
    contract?: RouteContract;
  }
}

// Its own type asks for each keyword of JSON Schema as it knows it; what Zod writes is more.
type Webhooks = Extract<FastifyDynamicSwaggerOptions['openapi'], { readonly webhooks?: unknown }>['webhooks'] & object;

// A value of any JSON is described as such.
const describe = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } });

/** OpenAPI 3.1 from the Zod schemas of routes and events, to read at /docs and /docs/json. Not served in production. @see https://github.com/fastify/fastify-swagger */
export default fp(
  async (app) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'API', version: '1' },
        webhooks: describeEvents(eventService.list()) as Webhooks,
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      },
      transform: (route) => {
        const { schema, url } = describe(route);
        const { contract, access } = route.route.config ?? {};
        const marks = {
          ...(contract === undefined ? {} : { 'x-contract': contract }),
          ...(access === undefined ? {} : { 'x-access': access }),
        };
        return { url, schema: { ...schema, ...marks } };
      },
    });
    if (app.config.NODE_ENV === 'production') return;
    await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  },
  { name: 'openapi', dependencies: ['security-headers', 'events'] },
);
