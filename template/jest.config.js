import { availableParallelism } from 'node:os';

/** What does not talk to the stack is tested once, on the embedded one. */
const elsewhere = ['external', 'containers'].includes(process.env.STACK ?? '')
  ? [
      '/generators/',
      '/test/agents/',
      '/test/bench/',
      '/test/conventions/',
      '/test/deploy/',
      '/test/github/',
      '/test/hooks/',
      '/test/schemas/',
      '/test/security/regular-expressions',
      '/test/stack/',
      '/test/support/',
      '/test/utils/',
    ]
  : [];

/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/conventions/canaries/', ...elsewhere],
  modulePathIgnorePatterns: ['/conventions/canaries/'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.js' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['<rootDir>/test/support/env.ts'],
  // Jest sees only its own processes, so it just collects: `npm run coverage` reports, with all processes.
  collectCoverage: process.env.CI === 'true',
  coverageProvider: 'v8',
  coverageReporters: ['none'],
  reporters: ['default', '<rootDir>/test/support/coverage-reporter.ts'],
  // A worker has a Supabase of its own, about half a gigabyte; much of a test is waiting for it.
  maxWorkers: Math.min(4, availableParallelism()),
  // Ends what hangs. No test is about it: the longest start three stacks, on machines that do other things as well.
  testTimeout: 60_000,
};
