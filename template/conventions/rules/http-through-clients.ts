import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { allOf } from '../ast/all-of.ts';
import { onEveryGlobal } from '../ast/on-every-global.ts';
import { type Import, onEveryImport } from '../ast/on-every-import.ts';
import { namesSdk, sdkOf, takesOurFetch } from '../ast/sdk.ts';
import { locate } from '../locate.ts';
import { refusalOf } from '../refused-packages.ts';

const globals = new Set(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebSocketStream']);
/** The file that makes the one `fetch`. */
const ONE_FETCH = 'clients/bounded-fetch.ts';
/** What makes the one axios instance. */
const ONE_AXIOS = /^clients\/http(?:\.ts$|\/)/;

// Of the runtime's modules, the names that open a connection; an empty list stands for all of them.
const outgoing: Readonly<Record<string, readonly string[]>> = {
  http: ['request', 'get', 'Agent', 'ClientRequest', 'globalAgent', 'WebSocket'],
  https: ['request', 'get', 'Agent', 'globalAgent'],
  http2: ['connect'],
  net: ['connect', 'createConnection', 'Socket', 'Stream'],
  tls: ['connect', 'TLSSocket'],
  dgram: [],
};
const clientPackages = /^(?:ws|eventsource|eventsource-client|socket\.io-client|faye-websocket|websocket)(?:\/|$)/;

/** The names of a statement that open a connection; null where it takes the module as a whole. */
function namesTaken({ statement }: Import): readonly string[] | null {
  const specifiers = 'specifiers' in statement ? statement.specifiers : [];
  const names = specifiers.map((one) => {
    const name = one.type === 'ImportSpecifier' ? one.imported : one.type === 'ExportSpecifier' ? one.local : null;
    const isType = 'importKind' in one && one.importKind === 'type';
    return name?.type !== 'Identifier' || name.name === 'default' ? null : isType ? '' : name.name;
  });
  return names.length === 0 ? null : names.includes(null) ? null : names.filter((name) => name !== null);
}

function opensConnection(found: Import): boolean {
  if (clientPackages.test(found.source)) return true;
  const module = found.source.replace(/^node:/, '');
  if (!Object.hasOwn(outgoing, module)) return false;
  const names = namesTaken(found);
  const refused = outgoing[module] ?? [];
  return names === null || refused.length === 0 || names.some((name) => refused.includes(name));
}

/** What calls out stands in `src/clients/`, and takes the one axios client or the one bounded, logged `fetch`. */
export const httpThroughClients: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      call: '`{{name}}` calls out from here. PATTERNS.md › Outgoing HTTP: a call that passes by our client has no deadline, no retry and no line in the log. Call a client of `src/clients/`; add one where it is missing (`npm run generate -- client`), which calls `http` of `src/clients/http.ts`.',
      module:
        "'{{source}}' opens connections. PATTERNS.md › Outgoing HTTP: a call that passes by our clients has no deadline, no retry and no line in the log. Call a client of `src/clients/`; what opens none (`STATUS_CODES`, `isIP`) is imported by its name, a type with `import type`.",
      axios:
        "'{{source}}' is imported beside the one client. PATTERNS.md › Outgoing HTTP: an axios of one's own has no deadline, no circuit breaker, no guard against private addresses and no line in the log. Import `http` of `src/clients/http.ts`, in a client; a type with `import type`.",
      package: "'{{source}}' {{what}}. PATTERNS.md › Outgoing HTTP: {{why}}. {{instead}}",
      sdk: '`{{name}}` is constructed outside of `src/clients/`. PATTERNS.md › Outgoing HTTP: clients are made in one folder, so that each has its deadline and its line in the log. Make it in `src/clients/` and import it from there.',
      fetch:
        '`{{name}}` brings its own `fetch`. PATTERNS.md › Outgoing HTTP: its calls would have no deadline of ours and no line in the log. Give it the one of `src/clients/bounded-fetch.ts`: `{{option}}`.',
    },
  },
  create(context) {
    const here = locate(context.filename);
    const inSource = here.folder === 'src';
    const inClients = inSource && here.layer === 'clients';

    function checkSdk(node: Node & { callee: Node; arguments: Node[] }): void {
      const sdk = sdkOf(context, node);
      if (sdk === null) return;
      const { name, option } = sdk;
      if (!inClients) return context.report({ node, messageId: 'sdk', data: { name } });
      if (!takesOurFetch(context, node, sdk)) context.report({ node, messageId: 'fetch', data: { name, option } });
    }

    return allOf(
      onEveryImport(context, (found) => {
        const { source, node, typeOnly } = found;
        const refusal = refusalOf(source);
        if (refusal?.topic === 'http') {
          const { what, why, instead } = refusal;
          return context.report({ node, messageId: 'package', data: { source, what, why, instead } });
        }
        if (!inSource || typeOnly) return;
        if (/^axios(?:\/|$)/.test(source)) {
          if (!ONE_AXIOS.test(here.path)) context.report({ node, messageId: 'axios', data: { source } });
          return;
        }
        if (inClients || !opensConnection(found)) return;
        context.report({ node, messageId: 'module', data: { source } });
      }),
      inSource
        ? onEveryGlobal(context, globals, (node, name) => {
            const allowed = name === 'fetch' ? here.path === ONE_FETCH : inClients;
            if (!allowed) context.report({ node, messageId: 'call', data: { name } });
          })
        : {},
      inSource && namesSdk(context) ? { NewExpression: checkSdk, CallExpression: checkSdk } : {},
    );
  },
};
