// A process of its own: `node routes.process.ts <root>` builds the app of `<root>/src/app.ts`, and sends a RouteReport.
import { subscribe } from 'node:diagnostics_channel';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { describeRoute, hasForeignReply, type Registration } from './describe-route.ts';
import { locateError } from './locate-error.ts';
import type { RouteReport } from './route-facts.ts';
import { findRegistrar } from './find-registrar.ts';

// Taken away, so that the app cannot answer in our place.
const send = process.send?.bind(process);
delete process.send;

/** What an app may take to close. There is nothing to lose: it has done nothing. */
const CLOSE_MS = 1000;

const root = realpathSync(process.argv[2] ?? '.');
const entry = join(root, 'src/app.ts');

const finish = (report: RouteReport): void => void send?.(report, () => process.exit(0));
const fail = (error: unknown): void => finish({ failure: locateError(error, root, entry) });
process.once('uncaughtException', fail);
process.once('unhandledRejection', fail);

const registrations: Registration[] = [];

// Fastify tells of every instance that is made, before anything is registered with it: the app needs no hook for us.
subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook('onRoute', function (this: FastifyInstance, options: RouteOptions & { url: string }) {
    const { method, url } = options;
    // eslint-disable-next-line conventions/no-classes -- Fastify names the instance, whose compilers count, by `this` alone.
    registrations.push({ app: this, options, method, url, registrar: findRegistrar(import.meta.filename) });
  });
});

try {
  const { buildApp } = (await import(pathToFileURL(entry).href)) as { buildApp?: () => Promise<FastifyInstance> };
  if (typeof buildApp !== 'function') throw new Error('src/app.ts exports no function `buildApp`.');
  const app = await buildApp();
  const failure: unknown = await app.ready().then(
    () => null,
    (error: unknown) => error,
  );
  const routes = registrations.flatMap((one) => describeRoute(one, registrations));
  // A reply whose schema is not Zod's is what Fastify stumbles upon as well; the check tells where it is.
  if (failure !== null && !routes.some(hasForeignReply)) throw failure;
  // The routes are known by now; an app that does not close ends with its process.
  await Promise.race([app.close().catch(() => undefined), wait(CLOSE_MS)]);
  finish({ routes });
} catch (error) {
  fail(error);
}
