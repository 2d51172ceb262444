import { join } from 'node:path';
import autoload from '@fastify/autoload';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { config as environment, type Config } from './config/config.ts';
import { logOutput } from './utils/log-output.ts';
import { loggerOptions } from './utils/logger-options.ts';
import { replyToBadRequest } from './utils/reply-to-bad-request.ts';
import { requestLines } from './utils/request-lines.ts';

declare module 'fastify' {
  interface FastifyInstance {
    config: Config;
  }
}

/**
 * The API, ready to listen or to be injected into. It owns no process and reads the environment through `config` only.
 * @param overrides settings for a test
 */
export async function buildApp(overrides: Partial<Config> = {}): Promise<FastifyInstance> {
  const config: Config = { ...environment, ...overrides };
  const app = Fastify({
    logger: { ...loggerOptions(config.LOG_LEVEL), stream: logOutput },
    logController: requestLines,
    genReqId: () => crypto.randomUUID(),
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    bodyLimit: config.BODY_LIMIT,
    requestTimeout: config.REQUEST_TIMEOUT_MS,
    // Node looks for headers that do not come each 30 seconds only.
    http: { connectionsCheckingInterval: Math.min(config.REQUEST_TIMEOUT_MS, 5000) },
    keepAliveTimeout: 72_000,
    return503OnClosing: false,
    clientErrorHandler: replyToBadRequest,
    // A URL that cannot be decoded, which no hook sees.
    frameworkErrors: (error, request, reply) =>
      void reply.server.errorHandler(error, request, reply.header('x-request-id', request.id)),
  });
  app.decorate('config', config);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(autoload, { dir: join(import.meta.dirname, 'plugins'), forceESM: true });
  await app.register(autoload, {
    dir: join(import.meta.dirname, 'routes'),
    forceESM: true,
    matchFilter: (path) => /\.route\.[jt]s$/.test(path),
  });
  return app;
}
