import type { Rule } from 'eslint';
import type { CallExpression, Node } from 'estree';
import { onEveryImport } from '../ast/on-every-import.ts';
import { constantOf, findVariable, propertyName, unwrap } from '../ast/resolve.ts';

const functions = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|TSDeclareFunction)$/;
const inheritance = /^(?:(?:Object|Reflect)\.setPrototypeOf|Reflect\.construct|util\.inherits)$/;

/** Refuses classes in every form, and what would stand in for them: `this`, constructor functions, prototypes. */
export const noClasses: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      declared:
        'A class is declared here. PATTERNS.md › No classes: state and behaviour stay apart, so that everything composes and is tested without set-up. Write an object literal with functions (`export const invoiceService = { … }`), or a function that returns one; for an error, `appError`.',
      prototype:
        'A prototype is written to here: a class by another name. PATTERNS.md › No classes. Write an object literal with functions (`export const invoiceService = { … }`), or a function that returns one.',
      this: '`this` is used here: what it means depends on the caller, and a function that is passed on loses it. PATTERNS.md › No classes: nothing hides state behind `this`. Name the object (`invoiceService.get(id)`), or pass what the function needs as an argument.',
      constructed:
        '`{{name}}` is a function of our own and is instantiated here: a class by another name. PATTERNS.md › No classes. Let it return an object literal and call it without `new`.',
      inherits:
        '`{{name}}` makes one object inherit from another. PATTERNS.md › No classes: nothing is inherited. Spread the object (`{ ...base, more }`), or pass it as an argument; a library is instantiated with `new`.',
    },
  },
  create(context) {
    const report = (node: Node, messageId: string, name = ''): void =>
      context.report({ node, messageId, data: { name } });

    function isPrototype(expression: Node, depth = 0): boolean {
      const node = unwrap(expression);
      if (node.type === 'MemberExpression') {
        const name = propertyName(context, node);
        return name === 'prototype' || name === '__proto__' || isPrototype(node.object, depth + 1);
      }
      const constant = node.type === 'Identifier' && depth < 20 ? constantOf(context, node) : null;
      return constant !== null && isPrototype(constant, depth + 1);
    }

    /** The function of this project that a name stands for, also through other names; else null. */
    function ownFunction(expression: Node, depth = 0): Node | null {
      const node = unwrap(expression);
      if (functions.test(node.type)) return node;
      if (node.type === 'CallExpression') {
        const { callee } = node;
        const isBind = callee.type === 'MemberExpression' && propertyName(context, callee) === 'bind';
        return isBind ? ownFunction(callee.object, depth + 1) : null;
      }
      if (node.type !== 'Identifier' || depth > 20) return null;
      const definition = findVariable(context, node)?.defs[0];
      if (definition?.type === 'FunctionName') return definition.node;
      const constant = constantOf(context, node);
      return constant === null ? null : ownFunction(constant, depth + 1);
    }

    /** What a name was declared as: `Object` of `const o = Object`. */
    function original(expression: Node, depth = 0): Node {
      const node = unwrap(expression);
      const constant = node.type === 'Identifier' && depth < 20 ? constantOf(context, node) : null;
      return constant === null ? node : original(constant, depth + 1);
    }

    function checkCall({ callee, arguments: [target, second] }: CallExpression): void {
      const node = unwrap(callee);
      if (node.type !== 'MemberExpression') return;
      const owner = original(node.object);
      const method = propertyName(context, node) ?? '';
      const name = owner.type === 'Identifier' ? `${owner.name}.${method}` : method;
      if (inheritance.test(name)) {
        return report(node, 'inherits', name);
      }
      // `Object.create(null)` is a dictionary without a prototype.
      const base = target === undefined ? null : unwrap(target);
      const isDictionary = base?.type === 'Literal' && base.value === null && second === undefined;
      if (name === 'Object.create' && !isDictionary) return report(node, 'inherits', name);
      if (
        /^(?:Object|Reflect)\.(?:assign|definePropert(?:y|ies)|set)$/.test(name) &&
        base !== null &&
        isPrototype(base)
      ) {
        report(base, 'prototype');
      }
      if (/^__define[GS]etter__$/.test(method) && isPrototype(node.object)) report(node, 'prototype');
    }

    const onImports = onEveryImport(context, ({ source, statement }) => {
      if (!/^(?:node:)?util$/.test(source) || statement.type !== 'ImportDeclaration') return;
      for (const specifier of statement.specifiers) {
        const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : null;
        if (imported?.type === 'Identifier' && imported.name === 'inherits') report(specifier, 'inherits', 'inherits');
      }
    });

    return {
      ...onImports,
      ClassDeclaration: (node) => report(node, 'declared'),
      ClassExpression: (node) => report(node, 'declared'),
      ThisExpression: (node) => report(node, 'this'),
      AssignmentExpression(node) {
        if (node.left.type === 'MemberExpression' && isPrototype(node.left)) report(node.left, 'prototype');
      },
      Property(node) {
        const holder = node.parent.type === 'ObjectPattern' ? node.parent.parent : null;
        if (holder?.type === 'VariableDeclarator' && holder.init?.type === 'Identifier') {
          const name = `${holder.init.name}.${propertyName(context, node) ?? ''}`;
          if (inheritance.test(name) || name === 'Object.create') report(node, 'inherits', name);
        }
        const isOwn = node.computed || node.shorthand || node.method || node.parent.type !== 'ObjectExpression';
        const value = unwrap(node.value as Node);
        if (isOwn || propertyName(context, node) !== '__proto__') return;
        if (value.type !== 'Literal' || value.value !== null) report(node, 'inherits', '__proto__');
      },
      NewExpression(node) {
        if (ownFunction(node.callee) !== null) report(node, 'constructed', context.sourceCode.getText(node.callee));
      },
      CallExpression(node) {
        onImports.CallExpression?.(node);
        checkCall(node);
      },
    };
  },
};
