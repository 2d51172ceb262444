export { default } from './template/commitlint.config.js';
