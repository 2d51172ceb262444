import { afterAll, beforeAll } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../src/config/config.ts';
import { apiOf, createTestUser, restOf, type TestUser } from './test-user.ts';

export type TestApp = {
  readonly app: () => FastifyInstance;
  readonly newUser: () => Promise<TestUser>;
  readonly anonymous: { readonly api: TestUser['api']; readonly rest: TestUser['rest'] };
};

// A test that is about none of these meets none, however busy the machine is.
const unlimited = {
  RATE_LIMIT_PER_MINUTE: 100_000,
  RATE_LIMIT_PER_USER_PER_MINUTE: 100_000,
  // Off: a second in which the delay was not measured counts as an endless one, whatever the limit.
  MAX_EVENT_LOOP_DELAY_MS: 0,
};

/** The real app on this worker's own stack, for the tests of one file: built before them, closed after them. */
export function startTestApp(
  overrides: Partial<Config> = {},
  prepare: (app: FastifyInstance) => void = () => undefined,
): TestApp {
  const state: { app: FastifyInstance | null } = { app: null };
  const app = (): FastifyInstance => {
    if (state.app === null) throw new Error('The app is there from beforeAll on.');
    return state.app;
  };
  beforeAll(async () => {
    const { buildApp } = await import('../../src/app.ts');
    state.app = await buildApp({ ...unlimited, ...overrides });
    prepare(state.app);
    await state.app.ready();
  });
  afterAll(() => app().close());
  return {
    app,
    newUser: () => createTestUser(app()),
    anonymous: { api: (...call) => apiOf(app(), null)(...call), rest: restOf(null) },
  };
}
