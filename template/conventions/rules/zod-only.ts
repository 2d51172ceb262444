import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { allOf } from '../ast/all-of.ts';
import { onEveryImport } from '../ast/on-every-import.ts';
import { passedOn } from '../ast/passed-on.ts';
import { propertyName } from '../ast/resolve.ts';
import { refusalOf } from '../refused-packages.ts';

/** Refuses every validation library but Zod, every entry of Zod but `zod`, and a Zod that is handed on by our own files. */
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
      passed:
        "Zod is exported again from here. PATTERNS.md › Zod only: where Zod has two names, neither a reader nor a rule sees what is a schema. Export schemas; each file imports `z` from 'zod' itself.",
      ajv: 'Ajv is used here. PATTERNS.md › Zod only: one validation library gives one source of types, documentation and errors. Give the route a Zod schema; the type provider validates with it.',
    },
  },
  create: (context) =>
    allOf(
      onEveryImport(context, (found) => {
        const { source, node, typeOnly } = found;
        const name = source.replace(/^(npm|jsr):/, '');
        if (name === 'zod' && !typeOnly) {
          for (const place of passedOn(context, found)) context.report({ node: place, messageId: 'passed' });
        }
        const isEntry = name.startsWith('zod/');
        if (!isEntry && refusalOf(name)?.topic !== 'validation') return;
        // `zod/v4` is what `zod` exports: the one entry that can be replaced without a second look.
        const fix =
          name === 'zod/v4' && node.type === 'Literal'
            ? (fixer: Rule.RuleFixer) => fixer.replaceText(node, "'zod'")
            : null;
        context.report({ node, messageId: isEntry ? 'entry' : 'library', data: { source }, fix });
      }),
      {
        NewExpression(node) {
          const { callee } = node;
          const name =
            callee.type === 'Identifier'
              ? callee.name
              : callee.type === 'MemberExpression'
                ? propertyName(context, callee)
                : '';
          if (/^Ajv(?:\d+|Jtd|JTD|Core)?$/.test(name ?? '')) context.report({ node, messageId: 'ajv' });
        },
        // Fastify has an Ajv of its own, which it makes with these options.
        "CallExpression[callee.name=/^[Ff]astify$/] > ObjectExpression > Property[key.name='ajv']"(node: Node) {
          context.report({ node, messageId: 'ajv' });
        },
      },
    ),
};
