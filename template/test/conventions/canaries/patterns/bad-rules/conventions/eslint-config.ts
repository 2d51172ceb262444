export const eslintConfig = [
  { ignores: ['dist/'] },
  { rules: { eqeqeq: 'error', 'no-var': 'off', 'no-debugger': [0, {}], 'prefer-const': ['error', {}] } },
];
