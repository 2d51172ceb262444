export { eslintConfig as default } from './template/conventions/eslint-config.ts';
