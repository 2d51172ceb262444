import type { Node, Program } from 'estree';
import { unwrap } from '../../ast/resolve.ts';

const step = (node: Node, key: string | number): Node | null => {
  const value = unwrap(node);
  if (value.type === 'ArrayExpression') return value.elements[Number(key)] ?? null;
  if (value.type !== 'ObjectExpression') return null;
  const property = value.properties.find(
    (one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === key,
  );
  return property?.type === 'Property' ? property.value : null;
};

/** Where a path into the exported object stands in the file; its nearest parent where it is not written out. */
export function locateInPrompt(program: Program, path: readonly (string | number)[]): { line: number; column: number } {
  const statement = program.body.find(({ type }) => type === 'ExportNamedDeclaration');
  const declaration = statement?.type === 'ExportNamedDeclaration' ? statement.declaration : null;
  let node: Node | null = (declaration?.type === 'VariableDeclaration' && declaration.declarations[0]?.init) || null;
  for (const key of path) node = (node && step(node, key)) ?? node;
  const start = (node ?? statement ?? program).loc?.start;
  return { line: start?.line ?? 1, column: (start?.column ?? 0) + 1 };
}
