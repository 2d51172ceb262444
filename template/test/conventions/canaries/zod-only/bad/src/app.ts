import Fastify from 'fastify';

export const app = Fastify({ ajv: { customOptions: { coerceTypes: true } } }); // bad: zod-only
