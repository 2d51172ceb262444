export const eslintConfig = [{ rules: { eqeqeq: ['error', 'always'], 'no-var': 'off' } }];
