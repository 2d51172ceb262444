import type { Rule, Scope } from 'eslint';
import type { CallExpression, Node } from 'estree';
import { isOurClient } from '../ast/our-client.ts';
import { calledName, placeOf, rootOf } from '../ast/query.ts';
import { propertyName, unwrap } from '../ast/resolve.ts';
import { locate } from '../locate.ts';

type Child = Node & { readonly parent?: Node };

/** The function that a node stands in, or null at the top of the file. */
function functionOf(node: Node): Node | null {
  for (let one = (node as Child).parent; one; one = (one as Child).parent) if (/Function/.test(one.type)) return one;
  return null;
}

const wholes = new Set(['ArrayExpression', 'ObjectExpression', 'Property', 'SpreadElement', 'LogicalExpression']);

/** A query is awaited in the function that builds it: it is sent, as whoever calls then, when it is awaited. */
export const awaitQueries: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      top: 'A query is built outside of a function. PATTERNS.md › Database: a query is sent, with the token of whoever calls then, when it is awaited; one that is shared mixes requests up. Build it in the method that awaits it.',
      returned:
        'A query is returned before it is awaited. PATTERNS.md › Database: it is sent, with the token of whoever calls then, when it is awaited, and its error is seen by nobody. Write `return unwrap(await …)` here.',
      stored:
        'A query is kept before it is awaited. PATTERNS.md › Database: it is sent, with the token of whoever calls then, when it is awaited, which may be in another request. `await` it here and keep its rows.',
      elsewhere:
        'A query is awaited in another function than builds it. PATTERNS.md › Database: it is sent, with the token of whoever calls then, when it is awaited, which may be in another request. Build it where it is awaited.',
      dropped:
        'A query is never awaited. PATTERNS.md › Database: it is sent when it is awaited, so this one never is. `await` it and take its rows with `unwrap`.',
    },
  },
  create(context) {
    if (locate(context.filename).folder !== 'src') return {};
    const report = (node: Node, messageId: string): void => context.report({ node, messageId });

    function checkQuery(query: CallExpression): void {
      const owner = functionOf(query);
      if (owner === null) return report(query, 'top');
      const seen = new Set<Scope.Variable>();

      function followVariables(variables: readonly Scope.Variable[], at: Node): void {
        for (const variable of variables) {
          if (seen.has(variable)) continue;
          seen.add(variable);
          const read = variable.references.filter((reference) => reference.isRead());
          if (read.length === 0) report(at, 'dropped');
          for (const { identifier } of read) {
            if (functionOf(identifier as Node) === owner) follow(identifier as Node);
            else report(identifier as Node, 'elsewhere');
          }
        }
      }

      function follow(expression: Node): void {
        const { node, parent } = placeOf(expression);
        if (parent === null || parent.type === 'AwaitExpression') return;
        if (parent.type === 'MemberExpression' && parent.object === node) {
          return propertyName(context, parent) === 'then' ? undefined : follow(parent);
        }
        if (parent.type === 'CallExpression') return follow(parent);
        if (parent.type === 'ConditionalExpression') return parent.test === node ? undefined : follow(parent);
        if (wholes.has(parent.type)) return follow(parent);
        if (parent.type === 'VariableDeclarator')
          return followVariables(context.sourceCode.getDeclaredVariables(parent), node);
        if (parent.type === 'ReturnStatement' || /Function/.test(parent.type)) return report(node, 'returned');
        if (parent.type === 'AssignmentExpression') return followAssignment(parent.left as Node, node);
        if (/^(?:Binary|Unary)Expression|IfStatement/.test(parent.type) && !isVoid(parent)) return;
        report(node, parent.type === 'ExpressionStatement' || isVoid(parent) ? 'dropped' : 'stored');
      }

      const isVoid = (node: Node): boolean => node.type === 'UnaryExpression' && node.operator === 'void';

      function followAssignment(target: Node, node: Node): void {
        const reference = context.sourceCode
          .getScope(target)
          .references.find(({ identifier }) => identifier === target);
        const variable = reference?.resolved ?? null;
        const declared = variable?.defs[0]?.name as Node | undefined;
        if (variable === null || declared === undefined || functionOf(declared) !== owner)
          return report(node, 'stored');
        followVariables([variable], node);
      }

      follow(query);
    }

    return {
      CallExpression(node) {
        const name = calledName(context, node);
        if (name !== 'from' && name !== 'rpc') return;
        const callee = unwrap(node.callee);
        // The file API of the storage sends at once.
        if (callee.type === 'MemberExpression' && isStorage(callee.object)) return;
        if (isOurClient(context, clientOf(node))) checkQuery(node);
      },
    };

    // `createSupabaseAuth()` is a call at the root of the chain.
    function clientOf(query: CallExpression): Node {
      const root = rootOf(context, query.callee) as Child;
      const { node, parent } = placeOf(root);
      return parent?.type === 'CallExpression' && parent.callee === node ? parent : root;
    }

    function isStorage(object: Node): boolean {
      const node = unwrap(object);
      return node.type === 'MemberExpression' && propertyName(context, node) === 'storage';
    }
  },
};
