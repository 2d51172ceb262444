import type { Rule } from 'eslint';
import { onEveryImport } from '../ast/on-every-import.ts';

// Each with its sub-paths; `name-*` and `@scope/*` stand for all that begin so.
const refused = [
  ...['joi', '@hapi/joi', '@sideway/*', 'yup', 'ajv', 'ajv-*', '@fastify/ajv-compiler', '@exodus/schemasafe'],
  ...['class-validator', 'class-transformer', 'valibot', '@valibot/*', 'superstruct', 'io-ts', 'io-ts-types'],
  ...[
    'arktype',
    '@ark/*',
    'runtypes',
    'typebox',
    '@sinclair/typebox',
    '@fastify/type-provider-*',
    'effect',
    '@effect/schema',
  ],
  ...['validator', 'express-validator', 'fastest-validator', 'validate.js', 'jsonschema', 'is-my-json-valid', 'tv4'],
  ...['z-schema', '@cfworker/json-schema', 'json-schema-to-ts', 'fluent-json-schema', 'ow', 'myzod', '@badrap/valita'],
  ...['@vinejs/*', 'vest', 'typia', '@deepkit/type', 'decoders', 'typanion', 'sury', '@zod/*', 'zod/*'],
];

const refuses = (pattern: string, source: string): boolean =>
  pattern.endsWith('*')
    ? source.startsWith(pattern.slice(0, -1))
    : source === pattern || source.startsWith(`${pattern}/`);

/** Refuses every validation library but Zod, and every entry of Zod but `zod`. */
export const zodOnly: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    fixable: 'code',
    messages: {
      library:
        "'{{source}}' is imported here. PATTERNS.md › Zod only: one validation library gives one source of types, documentation and errors. Write the schema with `import { z } from 'zod'`.",
      entry:
        "'{{source}}' is another entry of Zod. PATTERNS.md › Zod only: schemas of two entries do not mix. Write `import { z } from 'zod'`; `z.core` has the types of `zod/v4/core`.",
    },
  },
  create: (context) =>
    onEveryImport(context, ({ source, node }) => {
      const name = source.replace(/^(npm|jsr):/, '');
      if (!refused.some((pattern) => refuses(pattern, name))) return;
      const messageId = name.startsWith('zod/') ? 'entry' : 'library';
      // `zod/v4` is what `zod` exports: the one entry that can be replaced without a second look.
      const fix =
        name === 'zod/v4' && node.type === 'Literal'
          ? (fixer: Rule.RuleFixer) => fixer.replaceText(node, "'zod'")
          : null;
      context.report({ node, messageId, data: { source }, fix });
    }),
};
