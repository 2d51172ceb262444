import fastify = require('fastify'); // bad: @typescript-eslint/no-require-imports

export const one = require('node:fs'); // bad: @typescript-eslint/no-require-imports
export const two = require?.('node:fs'); // bad: @typescript-eslint/no-require-imports
export const three = fastify;
