import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { locate } from '../locate.ts';
import { cameFrom } from './came-from.ts';
import { isRelative, resolveImport } from './resolve-import.ts';

const ourClient = /^clients\/supabase[^/]*\.ts$/;

/** Whether a path below `src/` is a module that makes Supabase clients. */
export const isClientFile = (path: string): boolean => ourClient.test(path);

/** The path below `src/` of the module of Supabase clients that a file names (`clients/supabase.ts`), or null. */
export function clientModule(context: Rule.RuleContext, source: string): string | null {
  if (!isRelative(source)) return null;
  const to = locate(resolveImport(context.filename, source));
  return to.folder === 'src' && isClientFile(to.path) ? to.path : null;
}

/** Whether an expression is a Supabase client: one that our modules export, or one that they make for a call. */
export function isOurClient(context: Rule.RuleContext, expression: Node): boolean {
  const made = expression.type === 'CallExpression' ? expression.callee : expression;
  const origin = cameFrom(context, made);
  if (origin?.kind !== 'module' || clientModule(context, origin.source) === null) return false;
  const name = origin.path[0] ?? '';
  if (origin.path.length !== 1 || name.endsWith('Fetch')) return false;
  return (expression.type === 'CallExpression') === /^create/.test(name);
}
