import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
export const manifest = load('fastify/package.json');
export const where = load.resolve('fastify');
