import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { onEveryImport } from '../ast/on-every-import.ts';
import { constantOf, findVariable, isGlobal, propertyName, unwrap } from '../ast/resolve.ts';

const globalObjects = new Set(['globalThis', 'global', 'window', 'self']);

/** Refuses the console, by whichever way it is reached. */
export const noConsole: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      used: 'The console is used here. PATTERNS.md › Logging: a line without a level, a request id and redaction is of no use in production and may leak a secret. Log with `request.log`, `app.log` or `requestContext.log()`; a command-line tool writes with `process.stdout.write` or `process.stderr.write`.',
    },
  },
  create(context) {
    const report = (node: Node): void => context.report({ node, messageId: 'used' });

    function isGlobalObject(expression: Node, depth = 0): boolean {
      const node = unwrap(expression);
      if (depth > 20) return false;
      if (node.type === 'MemberExpression') {
        return globalObjects.has(propertyName(context, node) ?? '') && isGlobalObject(node.object, depth + 1);
      }
      if (node.type !== 'Identifier') return false;
      const constant = constantOf(context, node);
      if (constant !== null) return isGlobalObject(constant, depth + 1);
      return globalObjects.has(node.name) && isGlobal(findVariable(context, node));
    }

    const checkPattern = (pattern: Node, value: Node | null | undefined): void => {
      if (pattern.type !== 'ObjectPattern' || !value || !isGlobalObject(value)) return;
      for (const property of pattern.properties) {
        if (property.type === 'Property' && propertyName(context, property) === 'console') report(property);
      }
    };

    return {
      ...onEveryImport(context, ({ source, node }) => {
        if (source === 'console' || source === 'node:console') report(node);
      }),
      'Program:exit'() {
        for (const scope of context.sourceCode.scopeManager.scopes) {
          for (const { identifier } of scope.references) {
            if (identifier.type !== 'Identifier' || identifier.name !== 'console') continue;
            if (isGlobal(findVariable(context, identifier))) report(identifier);
          }
        }
      },
      MemberExpression(node) {
        if (propertyName(context, node) === 'console' && isGlobalObject(node.object)) report(node);
      },
      VariableDeclarator: (node) => checkPattern(node.id, node.init),
      AssignmentExpression: (node) => checkPattern(node.left, node.right),
    };
  },
};
