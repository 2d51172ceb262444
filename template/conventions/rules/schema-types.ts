import type { Rule } from 'eslint';
import type { CallExpression, Identifier, MemberExpression, Node, VariableDeclarator } from 'estree';
import { isSchema } from '../ast/is-schema.ts';
import { propertyName, unwrap } from '../ast/resolve.ts';
import { locate } from '../locate.ts';

const isSchemaFile = /^schemas\/.*\.schema\.ts$/;

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replace(/Schema$/, '');

/** Each data model has a type of its own, taken from its schema, and no schema lets anything pass. */
export const schemaTypes: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    hasSuggestions: true,
    messages: {
      type: '`{{name}}` has no type beside it. PATTERNS.md › Strict types: a data model is named wherever it is used. Add `export type {{type}} = z.infer<typeof {{name}}>;`.',
      any: '`{{name}}` takes anything and types it as `any`. PATTERNS.md › Strict types: what was not looked at is `unknown`. Write `z.unknown()`, or the schema that it really has.',
      custom:
        '`z.custom()` without a function believes what the type says. PATTERNS.md › Strict types: what was not looked at is `unknown`. Give it a function that looks at the value, or write `z.unknown()`.',
      replace: 'Write `z.unknown()` (PATTERNS.md › Strict types).',
    },
  },
  create(context) {
    const here = locate(context.filename);
    if (here.folder !== 'src') return {};

    /** The text of the types that the file exports, there or by their names. */
    function exportedTypes(): string {
      const { body } = context.sourceCode.ast;
      const texts = body.map((one) => context.sourceCode.getText(one));
      const named = texts.filter((text) => /^export\b[^=]*\{/.test(text)).join('\n');
      const isExported = (text: string): boolean =>
        /^export type\b/.test(text) || new RegExp(`\\b${/^type (\w+)/.exec(text)?.[1] ?? '-'}\\b`).test(named);
      return texts.filter(isExported).join('\n');
    }

    function checkDeclaration({ id, init }: VariableDeclarator, types: string): void {
      if (id.type !== 'Identifier' || !/Schema$/.test(id.name) || !init) return;
      const isFunction = /^(?:Arrow)?FunctionExpression$/.test(unwrap(init).type);
      if (isFunction || isSchema(context, init) !== 'yes') return;
      if (new RegExp(`(?:infer|output|input)<\\s*typeof ${id.name}\\s*>`, 'i').test(types)) return;
      context.report({ node: id, messageId: 'type', data: { name: id.name, type: pascal(id.name) } });
    }

    function checkMember(node: MemberExpression & { parent?: Node }): void {
      const name = propertyName(context, node);
      if ((name !== 'any' && name !== 'ZodAny') || isSchema(context, node.object) !== 'yes') return;
      // Below `shape` a name is the user's own.
      const owner = unwrap(node.object);
      if (owner.type === 'MemberExpression' && propertyName(context, owner) === 'shape') return;
      const call = node.parent?.type === 'CallExpression' && node.parent.callee === (node as Node) ? node.parent : null;
      const property = node.property as Identifier;
      context.report({
        node: node.property,
        messageId: 'any',
        data: { name: context.sourceCode.getText(node) },
        suggest:
          call !== null && !node.computed
            ? [{ messageId: 'replace', fix: (fixer) => fixer.replaceText(property, 'unknown') }]
            : [],
      });
    }

    function checkCustom({ callee, arguments: args }: CallExpression): void {
      const member = unwrap(callee);
      if (args.length > 0 || member.type !== 'MemberExpression') return;
      if (propertyName(context, member) !== 'custom' || isSchema(context, member.object) !== 'yes') return;
      context.report({ node: member.property, messageId: 'custom' });
    }

    return {
      MemberExpression: checkMember,
      CallExpression: checkCustom,
      ImportSpecifier(node) {
        const { imported, parent } = node as typeof node & { parent: { source: { value: unknown } } };
        const isAny = imported.type === 'Identifier' && imported.name === 'any' && parent.source.value === 'zod';
        if (isAny) context.report({ node, messageId: 'any', data: { name: 'any' } });
      },
      Property(node) {
        const holder = node.parent.type === 'ObjectPattern' ? node.parent.parent : null;
        if (holder?.type !== 'VariableDeclarator' || !holder.init || propertyName(context, node) !== 'any') return;
        if (isSchema(context, holder.init) === 'yes') context.report({ node, messageId: 'any', data: { name: 'any' } });
      },
      'Program:exit'(program) {
        if (!isSchemaFile.test(here.path)) return;
        const types = exportedTypes();
        for (const statement of program.body) {
          if (statement.type !== 'ExportNamedDeclaration') continue;
          if (statement.declaration?.type === 'VariableDeclaration') {
            for (const one of statement.declaration.declarations) checkDeclaration(one, types);
          }
          for (const { local } of statement.specifiers) {
            const variable =
              local.type === 'Identifier'
                ? context.sourceCode.getScope(program).childScopes[0]?.set.get(local.name)
                : undefined;
            const definition = variable?.defs[0];
            if (definition?.type === 'Variable') checkDeclaration(definition.node, types);
          }
        }
      },
    };
  },
};
