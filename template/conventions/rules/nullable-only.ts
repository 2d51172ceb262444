import type { Rule } from 'eslint';
import type { CallExpression, MemberExpression, Node } from 'estree';
import { isSchema, isSchemaModule } from '../ast/is-schema.ts';
import { onEveryImport } from '../ast/on-every-import.ts';
import { propertyName, unwrap } from '../ast/resolve.ts';

const refused = new Set([
  ...[
    'optional',
    'exactOptional',
    'nullish',
    'partial',
    'exactPartial',
    'deepPartial',
    'partialRecord',
    'undefined',
    'void',
  ],
  ...['ZodOptional', 'ZodExactOptional', '$ZodOptional', '$ZodExactOptional', '_optional'],
]);
// These take a value, which may be `undefined`.
const takesValue = new Set(['literal', 'default', 'prefault', 'catch']);
// Below these, names are the user's own: `schema.shape.optional` is a field.
const userNames = new Set(['shape', 'enum']);

/**
 * An absent value is null: refuses everything of Zod that lets a value be undefined. It looks at what can be followed to
 * an import of Zod or of a schema; in files that import either it also takes what cannot be followed (a parameter
 * without a type) for a schema when such a method is called on it.
 */
export const nullableOnly: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    hasSuggestions: true,
    messages: {
      undefinable:
        '`{{name}}` lets a value be undefined. PATTERNS.md › Nullable, never optional: an absent value is null from the socket to the table, so there is one kind of nothing to check for. Write `.nullable().default(null)`: the key may be left out and the value is then null.',
      partial:
        '`{{name}}` makes every key optional. PATTERNS.md › Nullable, never optional: a PUT names every field, and a PATCH is a merge patch over the current row. Derive its body with `mergePatchSchema`, or write each field with `.nullable().default(null)`.',
      replace: 'Write `{{replacement}}` (an absent value is then null: check what reads it).',
    },
  },
  create(context) {
    let importsSchemas = /\.schema\.[cm]?[jt]s$/.test(context.filename);
    const unsure: (() => void)[] = [];

    const report = (node: Node, name: string, suggest: Rule.SuggestionReportDescriptor[] = []): void =>
      context.report({ node, messageId: /partial/i.test(name) ? 'partial' : 'undefinable', data: { name }, suggest });

    function suggestions(
      node: MemberExpression,
      call: CallExpression | null,
      name: string,
    ): Rule.SuggestionReportDescriptor[] {
      if (call === null || !/^(?:optional|exactOptional|nullish)$/.test(name)) return [];
      const target = call.arguments[0] ?? node.object;
      if (!/^(?:Identifier|MemberExpression|CallExpression)$/.test(target.type)) return [];
      const replacement = '.nullable().default(null)';
      const text = `${context.sourceCode.getText(target)}${replacement}`;
      return [{ messageId: 'replace', data: { replacement }, fix: (fixer) => fixer.replaceText(call, text) }];
    }

    // `z.literal(undefined)`, `z.literal(['a', undefined])`, `.default(undefined)`.
    function givesUndefined(call: CallExpression): boolean {
      const [first] = call.arguments;
      const values = first?.type === 'ArrayExpression' ? first.elements : [first];
      return values.some((value) => {
        const node = value ? unwrap(value) : null;
        return node?.type === 'Identifier'
          ? node.name === 'undefined'
          : node?.type === 'UnaryExpression' && node.operator === 'void';
      });
    }

    function checkCall(call: CallExpression): void {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression' || !givesUndefined(call)) return;
      const name = propertyName(context, callee) ?? '';
      if (takesValue.has(name) && isSchema(context, callee.object) === 'yes')
        report(callee.property, `${name}(undefined)`);
    }

    const onImports = onEveryImport(context, ({ source, statement }) => {
      if (!isSchemaModule(source)) return;
      importsSchemas = true;
      const specifiers = 'specifiers' in statement ? statement.specifiers : [];
      for (const specifier of specifiers) {
        const name =
          specifier.type === 'ImportSpecifier'
            ? specifier.imported
            : specifier.type === 'ExportSpecifier'
              ? specifier.local
              : null;
        if (name?.type === 'Identifier' && refused.has(name.name)) report(specifier, name.name);
      }
    });

    return {
      ...onImports,
      CallExpression(node) {
        onImports.CallExpression?.(node);
        checkCall(node);
      },
      MemberExpression(node) {
        const name = propertyName(context, node);
        if (name === null || !refused.has(name)) return;
        const owner = node.object.type === 'MemberExpression' ? propertyName(context, node.object) : null;
        if (owner !== null && userNames.has(owner)) return;
        const verdict = isSchema(context, node.object);
        const call = node.parent.type === 'CallExpression' && node.parent.callee === node ? node.parent : null;
        const found = (): void => report(node.property, name, suggestions(node, call, name));
        if (verdict === 'yes') found();
        if (verdict === 'maybe' && call !== null) unsure.push(found);
      },
      Property(node) {
        const pattern = node.parent;
        const name = propertyName(context, node);
        if (pattern.type !== 'ObjectPattern' || name === null || !refused.has(name)) return;
        const holder = pattern.parent;
        const value =
          holder.type === 'VariableDeclarator'
            ? holder.init
            : holder.type === 'AssignmentExpression'
              ? holder.right
              : null;
        if (value && isSchema(context, value) === 'yes') report(node, name);
      },
      'Program:exit'() {
        if (importsSchemas) for (const found of unsure) found();
      },
    };
  },
};
