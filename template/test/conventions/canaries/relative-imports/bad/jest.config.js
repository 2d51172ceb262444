export { default } from './jest.base.js'; // bad: relative-imports
