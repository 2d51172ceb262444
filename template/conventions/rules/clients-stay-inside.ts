import type { Rule } from 'eslint';
import type { Node, VariableDeclarator } from 'estree';
import { onEveryImport } from '../ast/on-every-import.ts';
import { clientModule, isClientFile } from '../ast/our-client.ts';
import { passedOn } from '../ast/passed-on.ts';
import { placeOf } from '../ast/query.ts';
import { propertyName } from '../ast/resolve.ts';
import { locate } from '../locate.ts';

type Child = Node & { readonly parent?: Node };

// What these give is a client as well; of `auth`, only `admin` keeps no session.
const gives = /^(?:schema|storage|auth|admin|functions|realtime)$/;
const functions = /Function/;

const inFunction = (node: Node): boolean => {
  for (let one = (node as Child).parent; one; one = (one as Child).parent) if (functions.test(one.type)) return true;
  return false;
};

/** A client stays in the repository that imports it, and a client that signs users in stays in one call. */
export const clientsStayInside: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      reexport:
        "'{{source}}' is passed on from here. PATTERNS.md › Database: a client that is exported again can be imported from anywhere. Export a method that makes the query.",
      passed:
        'A Supabase client is handed on here (as an argument, a result, a part of something, or by a pattern). PATTERNS.md › Database: its queries then stand where nobody looks for them. Make the query here, `await` it, and hand on its rows.',
      shared:
        'A client for signing in is kept here. PATTERNS.md › Database: after a sign-in it holds the session of that user, and would speak for them in the next request. Call `createSupabaseAuth()` in the method, anew for each call.',
      session:
        'A shared client signs users in here. PATTERNS.md › Database: it would then send that user’s token with every later query. Use `createSupabaseAuth()` of `src/clients/supabase-auth.ts`, anew for each call; `auth.admin` keeps no session and may be used.',
    },
  },
  create(context) {
    const here = locate(context.filename);
    if (here.folder !== 'src') return {};
    const report = (node: Node, messageId: string): void => context.report({ node, messageId });

    /** Looks at what becomes of a client: `isAuth` was made for one call. */
    function follow(expression: Node, isAuth: boolean, depth = 0): void {
      const { node, parent } = placeOf(expression);
      const leave = (): void => report(node, isAuth ? 'shared' : 'passed');
      if (
        parent === null ||
        depth > 30 ||
        /^TS(?!ExportAssignment|ImportEquals)|^(?:Binary|Unary)Expression|^ExpressionStatement/.test(parent.type)
      )
        return;
      if (isAuth && !inFunction(node)) return report(node, 'shared');
      if (parent.type === 'MemberExpression' && parent.object === node) return followMember(parent, isAuth, depth);
      if (parent.type === 'VariableDeclarator') return followVariable(parent, isAuth, depth);
      if (parent.type === 'AwaitExpression' || (parent.type === 'ConditionalExpression' && parent.test !== node)) {
        return follow(parent, isAuth, depth + 1);
      }
      if (parent.type === 'ConditionalExpression' || parent.type === 'IfStatement') return;
      if (parent.type === 'LogicalExpression') return follow(parent, isAuth, depth + 1);
      leave();
    }

    function followMember(member: Node & { type: 'MemberExpression' }, isAuth: boolean, depth: number): void {
      const name = propertyName(context, member) ?? '';
      const { node, parent } = placeOf(member);
      if (name === 'auth' && !isAuth && !isAdminApi(node, parent)) return report(member, 'session');
      if (parent?.type === 'CallExpression' && parent.callee === node) {
        if (gives.test(name)) follow(parent, isAuth, depth + 1);
        return;
      }
      // `supabase.from` without a call is the method itself; `supabase.storage` is a client.
      if (gives.test(name) || parent?.type !== 'MemberExpression') follow(member, isAuth, depth + 1);
    }

    const isAdminApi = (node: Node, parent: Node | null): boolean =>
      parent?.type === 'MemberExpression' && parent.object === node && propertyName(context, parent) === 'admin';

    function followVariable(declarator: VariableDeclarator, isAuth: boolean, depth: number): void {
      if (declarator.id.type !== 'Identifier') return report(declarator.id, 'passed');
      for (const { references } of context.sourceCode.getDeclaredVariables(declarator)) {
        for (const { identifier, init } of references) if (!init) follow(identifier as Node, isAuth, depth + 1);
      }
      const { parent } = declarator as Child;
      if ((parent as Child | undefined)?.parent?.type === 'ExportNamedDeclaration') report(declarator, 'passed');
    }

    // The files that make clients: what is made there for everyone must not be one that signs in.
    function checkMade(call: Node, name: string): void {
      if (name === 'createSupabaseAuth' && !inFunction(call)) report(call, 'shared');
    }

    return onEveryImport(context, (found) => {
      const { source, statement, typeOnly } = found;
      if (clientModule(context, source) === null) return;
      const places = isClientFile(here.path) ? [] : passedOn(context, found);
      for (const node of places) context.report({ node, messageId: 'reexport', data: { source } });
      if (typeOnly || statement.type !== 'ImportDeclaration') return;
      for (const specifier of statement.specifiers) {
        const name =
          specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier'
            ? specifier.imported.name
            : '';
        if (name.endsWith('Fetch')) continue;
        const [variable] = context.sourceCode.getDeclaredVariables(specifier);
        for (const { identifier } of variable?.references ?? []) {
          const { node, parent } = placeOf(identifier as Node);
          if (places.includes(node)) continue;
          const isCall = parent?.type === 'CallExpression' && parent.callee === node;
          if (isClientFile(here.path)) {
            if (isCall) checkMade(parent, name);
          } else if (/^create/.test(name) && isCall) follow(parent, true);
          else follow(node, /^create/.test(name));
        }
      }
    });
  },
};
