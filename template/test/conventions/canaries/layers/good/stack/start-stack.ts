export { buildApp as startStack } from '../src/app.ts';
