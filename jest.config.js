import template from './template/jest.config.js';

// The kit runs the template's suite as the template would, and the generators' own beside it; not those that make whole
// projects again and again (`npm run test:long`).
const fromKit = JSON.parse(JSON.stringify(template).replaceAll('<rootDir>', '<rootDir>/template'));

/** @type {import('jest').Config} */
export default {
  ...fromKit,
  roots: [...fromKit.roots, '<rootDir>/generators'],
  testMatch: ['**/!(*.long).test.ts'],
};
