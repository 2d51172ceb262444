import type { Rule } from 'eslint';
import type { CallExpression, Node } from 'estree';
import { constantOf, findVariable, propertyName, unwrap } from '../ast/resolve.ts';

/** An error that is dropped on purpose says why. `no-empty` holds `try … catch` to it, this rule what promises catch. */
export const noSilentCatch: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      silent:
        'Whatever goes wrong is dropped here. PATTERNS.md › Errors: an error that nobody sees is looked for for days. Let it through, log it (`requestContext.log()?.warn({ err }, …)`), or return what stands in for the value; where it really does not matter, say why in a comment inside the function or on the line above.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const isAlone = (line: number): boolean => /^\s*(?:\/\/|\/?\*)/.test(sourceCode.lines[line - 1] ?? '');

    // Inside of the handler, right before it, or on a line of its own above.
    const hasComment = (node: Node): boolean => {
      const above = (node.loc?.start.line ?? 0) - 1;
      const inside = [...sourceCode.getCommentsInside(node), ...sourceCode.getCommentsBefore(node)];
      return (
        inside.length > 0 || sourceCode.getAllComments().some(({ loc }) => loc?.end.line === above && isAlone(above))
      );
    };

    const isUndefined = (node: Node): boolean =>
      (node.type === 'Identifier' && node.name === 'undefined') ||
      (node.type === 'UnaryExpression' && node.operator === 'void' && unwrap(node.argument).type === 'Literal');

    function doesNothing(expression: Node, depth = 0): boolean {
      const node = unwrap(expression);
      if (node.type === 'Identifier' && depth < 20) {
        const definition = findVariable(context, node)?.defs[0];
        const made = definition?.type === 'FunctionName' ? definition.node : constantOf(context, node);
        return made !== null && doesNothing(made, depth + 1);
      }
      if (!/^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type) || !('body' in node))
        return false;
      const body = node.body as Node;
      if (body.type !== 'BlockStatement') return isUndefined(unwrap(body));
      return body.body.every(
        (one) => one.type === 'ReturnStatement' && (!one.argument || isUndefined(unwrap(one.argument))),
      );
    }

    return {
      CallExpression({ callee: called, arguments: args }: CallExpression) {
        const callee = unwrap(called);
        if (callee.type !== 'MemberExpression') return;
        const name = propertyName(context, callee);
        const handler = name === 'catch' ? args[0] : name === 'then' ? args[1] : undefined;
        if (handler === undefined || !doesNothing(handler) || hasComment(handler)) return;
        context.report({ node: handler, messageId: 'silent' });
      },
    };
  },
};
