import type { Rule } from 'eslint';
import type { Identifier, Node } from 'estree';
import { onEveryImport } from '../ast/on-every-import.ts';
import { createThrownFinder } from '../ast/thrown.ts';
import { propertyName, unwrap } from '../ast/resolve.ts';
import { locate } from '../locate.ts';

const layers = /^(?:routes|services|repositories|plugins|jobs)$/;
const libraries =
  /^(?:http-errors|http-errors-enhanced|@fastify\/(?:sensible|error)|@hapi\/boom|boom|(?:node:)?assert(?:\/strict)?)$/;

type Linked = Node & { readonly parent?: Linked };

/** What reaches a caller is made by `appError`, so that it has a code, a status and a message that may be seen. */
export const appErrors: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      thrown:
        '`{{what}}` is no error of ours. PATTERNS.md › Errors: the caller would see `internal_error` and status 500, whatever it says. Make it with `appError` (`appError.conflict(code, message)`, `appError.internal(code, message, null, cause)`); pass on what was caught as it is.',
      database:
        '`{{what}}` is the reply of a library and no error of ours. PATTERNS.md › Errors: the caller would see `internal_error` and status 500. Take the data with `unwrap(await query)`, or make the error with `databaseError(error, status)`; a Zod error is made by `parseInput`.',
      library:
        "'{{what}}' makes errors in a form of its own. PATTERNS.md › Errors: there is one format, with a stable code. Use `appError`.",
      throwOnError:
        '`throwOnError` throws errors of PostgREST. PATTERNS.md › Errors: what the database said stays inside. Take the data with `unwrap(await query)`, which throws one of ours.',
    },
  },
  create(context) {
    const here = locate(context.filename);
    if (here.folder !== 'src' || !layers.test(here.layer)) return {};
    const isForeign = createThrownFinder(context);

    function check(thrown: Node | null | undefined, at: Node): void {
      const found = thrown ? isForeign(thrown) : null;
      if (found === null) return;
      const [what = ''] = context.sourceCode.getText(found.node).split('\n');
      context.report({ node: at, messageId: found.kind, data: { what: what.slice(0, 60) } });
    }

    /** `reject` of `new Promise((resolve, reject) => …)`, and the `done` of a hook. */
    function takesError(name: Identifier): boolean {
      const scopeOf = context.sourceCode.getScope(name);
      const variable = scopeOf.references.find(({ identifier }) => identifier === name)?.resolved;
      const definition = variable?.defs[0];
      if (definition?.type !== 'Parameter') return false;
      if (/^(?:done|next|callback|cb)$/.test(name.name)) return true;
      const owner = definition.node as Linked & { params?: Node[] };
      const made = owner.parent;
      const isExecutor =
        made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'Promise';
      return isExecutor && owner.params?.[1] === (definition.name as Node);
    }

    const onImports = onEveryImport(context, ({ source, node, typeOnly }) => {
      if (libraries.test(source) && !typeOnly) context.report({ node, messageId: 'library', data: { what: source } });
    });

    return {
      ...onImports,
      ThrowStatement: (node) => check(node.argument, node),
      CallExpression(node) {
        onImports.CallExpression?.(node);
        const callee = unwrap(node.callee);
        const [first] = node.arguments;
        if (callee.type === 'Identifier' && takesError(callee)) return check(first, node);
        if (callee.type !== 'MemberExpression') return;
        const name = propertyName(context, callee);
        const owner = unwrap(callee.object);
        if (name === 'throwOnError') return context.report({ node: callee.property, messageId: 'throwOnError' });
        if (name === 'reject' && owner.type === 'Identifier') check(first, node);
        // `reply.send(new Error(…))` is a throw by another name.
        if (name === 'send' && first && /^(?:NewExpression|Identifier)$/.test(unwrap(first).type)) {
          const found = isForeign(first);
          if (found?.node.type === 'NewExpression') check(first, node);
        }
      },
    };
  },
};
