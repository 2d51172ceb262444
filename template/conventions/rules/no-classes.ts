import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { propertyName, unwrap } from '../ast/resolve.ts';

/** Refuses classes in every form, and the prototypes that would stand in for them. */
export const noClasses: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      declared:
        'A class is declared here. PATTERNS.md › No classes: state and behaviour stay apart, so that everything composes and is tested without set-up. Write an object literal with functions (`export const invoiceService = { … }`), or a function that returns one; for an error, `appError`.',
      prototype:
        'A prototype is written to here: a class by another name. PATTERNS.md › No classes. Write an object literal with functions (`export const invoiceService = { … }`), or a function that returns one.',
    },
  },
  create(context) {
    const checkTarget = (target: Node): void => {
      let node = unwrap(target);
      while (node.type === 'MemberExpression') {
        if (propertyName(context, node) === 'prototype')
          return context.report({ node: target, messageId: 'prototype' });
        node = unwrap(node.object);
      }
    };
    return {
      ClassDeclaration: (node) => context.report({ node, messageId: 'declared' }),
      ClassExpression: (node) => context.report({ node, messageId: 'declared' }),
      AssignmentExpression: (node) => checkTarget(node.left),
    };
  },
};
