import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { allOf } from '../ast/all-of.ts';
import { onEveryGlobal } from '../ast/on-every-global.ts';
import { onEveryImport } from '../ast/on-every-import.ts';
import { cameFrom } from '../ast/came-from.ts';
import { propertyName } from '../ast/resolve.ts';
import { locate } from '../locate.ts';
import { refusalOf } from '../refused-packages.ts';

/** What else writes lines: of `util`, and of `process`. */
const other = /^(?:debug|debuglog|stdout|stderr|_rawDebug)$/;
// The two files that own a process tell on it what happened before there was a logger.
const processOwners = new Set(['server', 'worker']);

/** One logger: refuses the console by whichever way it is reached, every other logger, and in `src` the bare output. */
export const noConsole: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      used: 'The console is used here. PATTERNS.md › Logging: a line without a level, a request id and redaction is of no use in production and may leak a secret. Log with `request.log`, `app.log` or `requestContext.log()`; a command-line tool writes with `process.stdout.write` or `process.stderr.write`.',
      logger:
        "'{{source}}' {{what}}. PATTERNS.md › Logging: a line that passes by Pino has no request id, no level that can be set and no redaction, and may leak a secret. Log with `request.log`, `app.log` or `requestContext.log()`.",
      second:
        "'{{source}}' makes a second logger here. PATTERNS.md › Logging: Fastify has made one, with its level and its redaction. Log with `request.log`, `app.log` or `requestContext.log()`; a type is imported with `import type`.",
      output:
        '`process.{{stream}}` is used in `src`. PATTERNS.md › Logging: a line without a level, a request id and redaction is of no use in production and may leak a secret. Log with `request.log`, `app.log` or `requestContext.log()`.',
    },
  },
  create(context) {
    const here = locate(context.filename);
    const inSource = here.folder === 'src';

    function checkMember(node: Node): void {
      const origin = cameFrom(context, node);
      if (origin === null) return;
      const name = origin.path.at(-1) ?? '';
      const isUtil = origin.kind === 'module' && /^(?:node:)?util$/.test(origin.source);
      if (isUtil && /^debug(?:log)?$/.test(name)) {
        context.report({ node, messageId: 'logger', data: { source: `util.${name}`, what: 'is a second logger' } });
      }
      const isProcess = origin.kind === 'global' && origin.path[0] === 'process' && origin.path.length === 2;
      const isModule = origin.kind === 'module' && /^(?:node:)?process$/.test(origin.source);
      if (
        inSource &&
        !processOwners.has(here.layer) &&
        (isProcess || isModule) &&
        /^(?:stdout|stderr|_rawDebug)$/.test(name)
      ) {
        context.report({ node, messageId: 'output', data: { stream: name } });
      }
    }

    return allOf(
      onEveryGlobal(context, new Set(['console']), (node) => context.report({ node, messageId: 'used' })),
      onEveryImport(context, ({ source, node, typeOnly }) => {
        if (source === 'console' || source === 'node:console') return context.report({ node, messageId: 'used' });
        const refusal = refusalOf(source);
        if (refusal?.topic === 'logging') {
          return context.report({ node, messageId: 'logger', data: { source, what: refusal.what } });
        }
        if (source === 'pino' && inSource && !typeOnly) context.report({ node, messageId: 'second', data: { source } });
      }),
      {
        MemberExpression(node) {
          if (other.test(propertyName(context, node) ?? '')) checkMember(node);
        },
        ImportSpecifier: ({ local, imported }) => {
          const name = imported.type === 'Identifier' ? imported.name : '';
          if (other.test(name)) checkMember(local);
        },
        VariableDeclarator: ({ id }) => {
          if (id.type !== 'ObjectPattern') return;
          for (const property of id.properties) {
            if (property.type !== 'Property' || property.value.type !== 'Identifier') continue;
            if (other.test(propertyName(context, property) ?? '')) checkMember(property.value);
          }
        },
      },
    );
  },
};
