import template from './template/jest.config.js';

// The kit runs the template's suite as the template would, and the generators' own beside it.
const fromKit = JSON.parse(JSON.stringify(template).replaceAll('<rootDir>', '<rootDir>/template'));

/** @type {import('jest').Config} */
export default {
  ...fromKit,
  // The sources as well as the tests: a file that no test loads counts as not covered.
  roots: [
    ...fromKit.roots,
    '<rootDir>/template/src',
    '<rootDir>/template/stack',
    '<rootDir>/template/conventions',
    '<rootDir>/generators',
  ],
  collectCoverageFrom: [
    'template/{src,stack,conventions}/**/*.ts',
    'generators/**/*.ts',
    '!generators/test/**',
    '!**/*.types.ts',
  ],
  coverageThreshold: { global: { lines: 90, branches: 85 } },
};
