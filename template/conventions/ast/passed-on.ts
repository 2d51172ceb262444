import type { Rule } from 'eslint';
import type { Node } from 'estree';
import type { Import } from './on-every-import.ts';

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

/** The places where a file exports again what it imports by a statement: `export … from`, or the imported name. */
export function passedOn(context: Rule.RuleContext, { statement, reexport }: Import): readonly Node[] {
  if (reexport) return [statement];
  return context.sourceCode
    .getDeclaredVariables(statement)
    .flatMap(({ references }) => references.map(({ identifier }) => identifier as Node))
    .filter(isExported);
}
