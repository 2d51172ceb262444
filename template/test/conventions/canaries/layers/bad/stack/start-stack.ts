export { generate } from '../generators/generate.ts'; // bad: layers
