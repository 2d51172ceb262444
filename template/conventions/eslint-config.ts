import type { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { plugin } from './plugin.ts';

const conventions = Object.fromEntries(
  Object.keys(plugin.rules).map((name) => [`conventions/${name}`, 'error'] as const),
);

/**
 * The lint rules of the kit and of every project made from it. None of them needs type information: that keeps a run
 * short, and `tsc` does that part.
 */
export const eslintConfig: Linter.Config[] = [
  {
    ignores: [
      ...['**/dist/', '**/coverage/', '**/node_modules/', '**/.stack/', '**/.generate-*/', '**/database.types.ts'],
      // Known-bad code, which the tests lint.
      '**/test/conventions/canaries/',
    ],
  },
  {
    files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
    // `global` is named for `no-eval`, which else would not know `global.eval`.
    languageOptions: {
      parser: tseslint.parser as Linter.Parser,
      sourceType: 'module',
      globals: { global: 'readonly' },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    plugins: {
      conventions: plugin,
      '@typescript-eslint': tseslint.plugin as NonNullable<Linter.Config['plugins']>[string],
    },
    rules: {
      ...conventions,
      eqeqeq: 'error',
      'no-empty': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-param-reassign': 'error',
      'no-throw-literal': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-require-imports': 'error',
    },
  },
];
