import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { allOf } from '../ast/all-of.ts';
import { type Import, onEveryImport } from '../ast/on-every-import.ts';
import { clientModule, isClientFile } from '../ast/our-client.ts';
import { looksLikeQuery } from '../ast/query.ts';
import { adminRepositories } from '../layers.ts';
import { locate, type Place } from '../locate.ts';

// Of these, `src` may use supabase-js alone, and only where its clients are made. Other drivers: see `single-provider`.
const drivers = /^@supabase\//;
/** The types of supabase-js that can make a query, as against its rows, users and errors. */
const clientTypes = /^(?:\w*Client|\w*Builder|createClient|StorageFileApi)$/;

const isRepository = ({ layer, path }: Place): boolean => layer === 'repositories' && path.endsWith('.repository.ts');
// Tests of the clients, of the stack and of attacks, and the helpers of all tests, stand outside of the app.
const isTestOfClients = ({ folder, path }: Place): boolean =>
  folder === 'test' && /^(?:support|clients|stack|security)\//.test(path);
const mayMakeClients = (place: Place): boolean => isClientFile(place.path) || isTestOfClients(place);
const mayBeAdmin = ({ path }: Place): boolean =>
  adminRepositories.some((name) => name.test(path.replace(/^repositories\//, '')));

// A namespace, `export *` and `import('…')` without a name stand for every type.
function takesClientType({ statement }: Import): boolean {
  if ('specifiers' in statement && statement.specifiers.length > 0) {
    return statement.specifiers.some((one) => {
      const name = one.type === 'ImportSpecifier' ? one.imported : one.type === 'ExportSpecifier' ? one.local : null;
      return name?.type !== 'Identifier' || clientTypes.test(name.name);
    });
  }
  const { qualifier } = statement as { qualifier?: { name?: string } | null };
  return qualifier?.name === undefined || clientTypes.test(qualifier.name);
}

/** Only repositories speak to the database; only those on a list do so as the service role. */
export const databaseInRepositories: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      client:
        "'{{source}}' is imported outside of a repository. PATTERNS.md › Database: what touches the database stands in `src/repositories/*.repository.ts`, so that every query can be found and reviewed. Call a method of a repository; add one where it is missing.",
      driver:
        "'{{source}}' is imported here as a value. PATTERNS.md › Database: clients are made in `src/clients/supabase*.ts` alone, so that each carries the caller's token, the deadline and the fetch that refuses foreign paths. In a repository import `supabase` from `../clients/supabase.ts`; a type is imported with `import type`.",
      type: "The type of a client is imported from '{{source}}' outside of a repository. PATTERNS.md › Database: who can name a client can be given one, and its queries then stand where nobody looks for them. Call a method of a repository; take what it returns.",
      query:
        'A query is made here, outside of a repository. PATTERNS.md › Database: what touches the database stands in `src/repositories/*.repository.ts`, so that every query can be found and reviewed. Move it into a method of a repository and call that.',
      dynamic:
        "'{{source}}' is not imported by a plain `import { … }`. PATTERNS.md › Database: the queries of a client are found by its name. Write `import { supabase } from '../clients/supabase.ts'` at the top of the file.",
      admin:
        "'{{source}}' speaks as the service role, past row-level security. PATTERNS.md › Database: only error.repository.ts, health.repository.ts and *-admin.repository.ts may import it. Use `supabase` from `../clients/supabase.ts`, which speaks as the caller. Where there is no caller, write `src/repositories/<name>-admin.repository.ts`, whose methods take the owner as an argument, and have it reviewed.",
    },
  },
  create(context) {
    const here = locate(context.filename);
    if (here.folder !== 'src' && here.folder !== 'test') return {};
    const mayQuery = here.folder === 'test' || isRepository(here) || isClientFile(here.path);

    const imports = onEveryImport(context, (found) => {
      const { source, node, statement, typeOnly, reexport } = found;
      const report = (messageId: string): void => context.report({ node, messageId, data: { source } });
      if (drivers.test(source)) {
        if (!typeOnly) return mayMakeClients(here) ? undefined : report('driver');
        return mayQuery && !reexport ? undefined : takesClientType(found) ? report('type') : undefined;
      }
      const path = clientModule(context, source);
      if (path === null || mayMakeClients(here)) return;
      if (!isRepository(here)) return report('client');
      if (path === 'clients/supabase-admin.ts' && !mayBeAdmin(here)) return report('admin');
      if (reexport || typeOnly) return;
      const names = statement.type === 'ImportDeclaration' ? statement.specifiers : [];
      if (names.length === 0 || names.some(({ type }) => type !== 'ImportSpecifier')) report('dynamic');
    });
    if (mayQuery) return imports;
    return allOf(imports, {
      CallExpression(node) {
        if (looksLikeQuery(context, node)) context.report({ node: node.callee as Node, messageId: 'query' });
      },
    });
  },
};
