import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { type Import, onEveryImport } from '../ast/on-every-import.ts';
import { isRelative, resolveImport } from '../ast/resolve-import.ts';
import { adminRepositories } from '../layers.ts';
import { locate, type Place } from '../locate.ts';

// What speaks to a database. Of these, `src` may use supabase-js alone, and only where its clients are made.
const drivers =
  /^(?:@supabase\/|@electric-sql\/|(?:pg|pg-promise|postgres|knex|kysely|drizzle-orm|typeorm|sequelize|@prisma\/client|prisma)(?:\/|$))/;
const ourClient = /^clients\/supabase[^/]*\.ts$/;

const isRepository = ({ layer, path }: Place): boolean => layer === 'repositories' && path.endsWith('.repository.ts');
// Tests of the clients and of the stack, and the helpers of all tests, stand outside of the app.
const isTestOfClients = ({ folder, path }: Place): boolean =>
  folder === 'test' && /^(?:support|clients|stack)\//.test(path);
const mayMakeClients = (place: Place): boolean => ourClient.test(place.path) || isTestOfClients(place);
const mayBeAdmin = (place: Place): boolean => adminRepositories.some((name) => place.path === `repositories/${name}`);

// `export { client }`, `export default client`, `export const db = client`.
function isExported(identifier: Node & { parent?: Node }): boolean {
  const parent = identifier.parent as Rule.Node | undefined;
  if (parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration') return true;
  return (
    parent?.type === 'VariableDeclarator' &&
    parent.init === identifier &&
    parent.parent.parent?.type === 'ExportNamedDeclaration'
  );
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
      admin:
        "'{{source}}' speaks as the service role, past row-level security. PATTERNS.md › Database: only {{allowed}} may import it. Use `supabase` from `../clients/supabase.ts`, which speaks as the caller. Where there is no caller, add the repository to `adminRepositories` in `conventions/layers.ts`, and have it reviewed.",
      reexport:
        "'{{source}}' is passed on from here. PATTERNS.md › Database: a client that is exported again can be imported from anywhere. Export a method that makes the query.",
    },
  },
  create(context) {
    const here = locate(context.filename);
    if (here.folder !== 'src' && here.folder !== 'test') return {};
    const allowed = adminRepositories.join(', ');

    function checkPassedOn({ source, statement, reexport }: Import): void {
      if (ourClient.test(here.path)) return;
      if (reexport) return context.report({ node: statement, messageId: 'reexport', data: { source } });
      const references = context.sourceCode.getDeclaredVariables(statement).flatMap((variable) => variable.references);
      for (const { identifier } of references) {
        if (isExported(identifier as Node))
          context.report({ node: identifier as Node, messageId: 'reexport', data: { source } });
      }
    }

    return onEveryImport(context, (found) => {
      const { source, node, typeOnly } = found;
      const report = (messageId: string): void => context.report({ node, messageId, data: { source, allowed } });
      if (!isRelative(source)) {
        if (drivers.test(source) && !typeOnly && !mayMakeClients(here)) report('driver');
        return;
      }
      const to = locate(resolveImport(context.filename, source));
      if (to.folder !== 'src' || !ourClient.test(to.path) || mayMakeClients(here)) return;
      if (!isRepository(here)) return report('client');
      if (to.path === 'clients/supabase-admin.ts' && !mayBeAdmin(here)) return report('admin');
      checkPassedOn(found);
    });
  },
};
