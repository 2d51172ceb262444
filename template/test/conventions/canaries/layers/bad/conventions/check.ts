export { buildApp } from '../src/app.ts'; // bad: layers
