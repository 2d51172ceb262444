import type { FastifyInstance } from 'fastify';
import { requestContext } from '../../src/context/request-context.ts';

/** Runs work as a request of this user would: with their id, and a request's. */
export const asUser = <T>(app: FastifyInstance, id: string, work: () => Promise<T>): Promise<T> => {
  const caller = { user: { id, email: null }, accessToken: 'the-token-of-a-user' };
  const signal = new AbortController().signal;
  return requestContext.run({ requestId: `request-of-${id}`, log: app.log, signal, caller }, work);
};
