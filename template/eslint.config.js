export { eslintConfig as default } from './conventions/eslint-config.ts';
