import type { Rule } from 'eslint';
import type { AssignmentExpression, CallExpression, Node } from 'estree';
import { isReply, keysOf } from '../ast/reply.ts';
import { constantOf, propertyName, unwrap } from '../ast/resolve.ts';
import { locate } from '../locate.ts';

/** The two places that may write an error: the handler of all throws, and what answers where there is no request yet. */
const writers = /^(?:plugins\/error-handler|utils\/reply-to-bad-request)\.ts$/;

type Linked = Node & { readonly parent?: Linked };

/** Only the error handler turns an error into a reply: everything else throws. */
export const errorReplies: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      status:
        'A reply with status {{status}} is written here. PATTERNS.md › Errors: the error handler turns every throw into the one format, logs it and keeps it. Throw what fits: `throw appError.notFound(…)`. A reply that is an answer all the same has `data`, in one go: `reply.code(503).send({ data })`.',
      body: 'An error is written by hand here. PATTERNS.md › Errors: the error handler turns every throw into `{ error: { code, message, details }, statusCode }`, logs it and keeps it. Throw what fits (`throw appError.conflict(code, message)`); a success answers with `{ data }`.',
      handler:
        '`{{name}}` handles errors a second time. PATTERNS.md › Errors: there is one error handler, `plugins/error-handler.ts`. Throw, and let it answer.',
    },
  },
  create(context) {
    const here = locate(context.filename);
    if (here.folder !== 'src' || writers.test(here.path)) return {};
    const isRoute = here.layer === 'routes';

    function statusOf(node: Node | undefined, depth = 0): number {
      if (node === undefined || depth > 20) return 0;
      const inner = unwrap(node);
      if (inner.type === 'Literal') return Number(inner.value);
      if (inner.type === 'ConditionalExpression')
        return Math.max(statusOf(inner.consequent, depth + 1), statusOf(inner.alternate, depth + 1));
      const constant = inner.type === 'Identifier' ? constantOf(context, inner) : null;
      return constant === null ? 0 : statusOf(constant, depth + 1);
    }

    const isData = (keys: readonly string[] | null): boolean =>
      keys !== null && keys.includes('data') && !keys.includes('error');
    const isError = (keys: readonly string[] | null): boolean =>
      keys !== null &&
      !keys.includes('data') &&
      (keys.includes('error') || keys.includes('message') || keys.includes('errors'));

    /** What the chain that a call belongs to sends at its end. */
    function sentWith(call: Node): readonly string[] | null {
      let node = call as Linked;
      while (node.parent?.type === 'MemberExpression' && node.parent.parent?.type === 'CallExpression') {
        const name = propertyName(context, node.parent);
        node = node.parent.parent;
        if (name === 'send' && node.type === 'CallExpression') return keysOf(context, node.arguments[0]);
      }
      return null;
    }

    function checkStatus(node: Node, value: Node | undefined, keys: readonly string[] | null): void {
      const status = statusOf(value);
      if (status >= 400 && !isData(keys))
        context.report({ node, messageId: 'status', data: { status: String(status) } });
    }

    function checkCall(node: CallExpression): void {
      const callee = unwrap(node.callee);
      if (callee.type !== 'MemberExpression') return;
      const name = propertyName(context, callee) ?? '';
      if (/^set(?:ErrorHandler|NotFoundHandler)$/.test(name))
        return context.report({ node: callee.property, messageId: 'handler', data: { name } });
      if (!/^(?:code|status|send|writeHead)$/.test(name) || !isReply(context, callee.object)) return;
      if (name !== 'send') return checkStatus(callee.property, node.arguments[0] as Node, sentWith(node));
      if (isError(keysOf(context, node.arguments[0]))) context.report({ node: callee.property, messageId: 'body' });
    }

    function checkReturned(value: Node | null | undefined): void {
      const keys = keysOf(context, value);
      if (!value || keys === null || keys.includes('data') || !keys.includes('error')) return;
      // A service may tell of a failure as one case of a union (`{ ok: false, error }`), but not write the reply.
      if (isRoute || keys.includes('statusCode') || keys.length === 1)
        context.report({ node: value, messageId: 'body' });
    }

    const returns = isRoute || here.layer === 'services';
    return {
      CallExpression: checkCall,
      AssignmentExpression({ left, right }: AssignmentExpression) {
        if (left.type !== 'MemberExpression' || propertyName(context, left) !== 'statusCode') return;
        if (isReply(context, left.object)) checkStatus(left, right, null);
      },
      Property(node) {
        if (isRoute && node.parent.type === 'ObjectExpression' && propertyName(context, node) === 'errorHandler') {
          context.report({ node, messageId: 'handler', data: { name: 'errorHandler' } });
        }
      },
      ReturnStatement({ argument }) {
        if (returns) checkReturned(argument);
      },
      ArrowFunctionExpression({ body }) {
        if (returns && body.type !== 'BlockStatement') checkReturned(body);
      },
    };
  },
};
