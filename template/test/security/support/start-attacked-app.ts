import { afterAll, jest } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../../src/config/config.ts';
import { admin } from '../../support/admin.ts';
import { startTestApp, type TestApp } from '../../support/start-test-app.ts';
import type { TestUser } from '../../support/test-user.ts';
import { type AttackedRoute, collectRoutes } from './attacked-routes.ts';
import { makeRequests } from './make-requests.ts';

export type AttackedApp = TestApp & {
  /** Every route of the app, as it is in production. */
  readonly routes: () => readonly AttackedRoute[];
  /** The routes that the test added, below `/v1/controls`: they are wrong, and an attack must report them. */
  readonly controls: () => readonly AttackedRoute[];
  /** A user with the role `admin`. */
  readonly newAdmin: () => Promise<TestUser>;
  readonly requests: ReturnType<typeof makeRequests>;
};

const isControl = ({ url }: AttackedRoute): boolean => url.startsWith('/v1/controls');

/** The app with its routes, for the attacks of one file. @param addControls registers routes that are wrong */
export function startAttackedApp(
  addControls: (app: FastifyInstance) => void = () => undefined,
  overrides: Partial<Config> = {},
): AttackedApp {
  const collected = collectRoutes();
  // A project may have a hundred resources.
  jest.setTimeout(300_000);
  const test = startTestApp({ NODE_ENV: 'production', ...overrides }, addControls);
  afterAll(collected.stop);
  return {
    ...test,
    requests: makeRequests(collected.routes),
    routes: () => collected.routes().filter((route) => !isControl(route)),
    controls: () => collected.routes().filter(isControl),
    async newAdmin() {
      const user = await test.newUser();
      const { error } = await admin().from('user_roles').insert({ user_id: user.id, role: 'admin' });
      if (error !== null) throw new Error(`The role could not be given: ${error.message}`);
      return user;
    },
  };
}
