import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { z } from 'zod';
import { isZod } from '../../../conventions/routes/describe-schema.ts';
import { findRegistrar } from '../../../conventions/routes/find-registrar.ts';
import { foreignRoutes } from '../../../conventions/routes/foreign-routes.ts';
import type { RouteAccess } from '../../../src/plugins/openapi.ts';

/** A route of the running app, as it is attacked. */
export type AttackedRoute = {
  /** `GET /v1/invoices/:id` */
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly contract: string | null;
  /** Who may call; what says nothing is for the owner of the rows. */
  readonly access: RouteAccess | 'owner';
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
};

/** The parts of a URL that name what stands there: `:id`. */
export const paramsOf = ({ url }: AttackedRoute): string[] => url.split('/').filter((part) => part.startsWith(':'));

const methodsOf = (method: string | readonly string[]): string[] => [method].flat().filter((one) => one !== 'HEAD');

function describe({ method, url, schema, config }: RouteOptions): AttackedRoute[] {
  const part = (name: 'params' | 'querystring' | 'body'): z.ZodType | null => {
    const given: unknown = schema?.[name];
    return isZod(given) ? given : null;
  };
  const belowAdmin = url.split('/').includes('admin');
  return methodsOf(method).map((one) => ({
    name: `${one} ${url}`,
    method: one,
    url,
    contract: config?.contract ?? null,
    access: config?.access ?? (belowAdmin ? 'admins' : 'owner'),
    params: part('params'),
    query: part('querystring'),
    body: part('body'),
  }));
}

/**
 * Collects the routes of the apps that are built from now on until `stop`, those that a test adds included. Fastify tells
 * of each instance before anything is registered with it, so nobody has to list them.
 */
export function collectRoutes(): { readonly routes: () => readonly AttackedRoute[]; readonly stop: () => void } {
  const routes: AttackedRoute[] = [];
  const onInstance = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', (options) => {
      if (foreignRoutes.includes(findRegistrar(import.meta.filename).package ?? '')) return;
      routes.push(...describe(options));
      // Attacks are many, and are about something else.
      Object.assign(options, { config: { ...options.config, rateLimit: undefined } });
    });
  };
  subscribe('fastify.initialization', onInstance);
  return { routes: () => routes, stop: () => void unsubscribe('fastify.initialization', onInstance) };
}
