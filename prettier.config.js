export { default } from './template/prettier.config.js';
