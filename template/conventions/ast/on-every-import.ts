import type { Rule } from 'eslint';
import type { CallExpression, Node } from 'estree';
import { constantOf, findVariable, propertyName, staticString, unwrap } from './resolve.ts';

/** One place where a file names another module, in whichever way. */
export type Import = {
  readonly source: string;
  /** What to underline: the module's name. */
  readonly node: Node;
  /** The whole statement or call. */
  readonly statement: Node;
  /** Gone when the types are stripped. */
  readonly typeOnly: boolean;
  /** `export … from`. */
  readonly reexport: boolean;
};

// The parser adds these to ESTree.
type TypedDeclaration = { importKind?: string; exportKind?: string; specifiers?: TypedDeclaration[] };

function isTypeOnly(declaration: TypedDeclaration): boolean {
  const { importKind, exportKind, specifiers = [] } = declaration;
  if (importKind === 'type' || exportKind === 'type') return true;
  return specifiers.length > 0 && specifiers.every(isTypeOnly);
}

const isCreateRequire = (context: Rule.RuleContext, node: Node): boolean => {
  const callee = unwrap(node);
  if (callee.type === 'MemberExpression') return propertyName(context, callee) === 'createRequire';
  if (callee.type !== 'Identifier') return false;
  const specifier = findVariable(context, callee)?.defs[0]?.node;
  const imported = specifier?.type === 'ImportSpecifier' ? specifier.imported : callee;
  return imported.type === 'Identifier' && imported.name === 'createRequire';
};

/** Whether a callee loads a module: require(…), module.require(…), require.resolve(…), createRequire(…)(…), and what was made by createRequire. */
export function isRequire(context: Rule.RuleContext, node: Node): boolean {
  const callee = unwrap(node);
  if (callee.type === 'CallExpression') return isCreateRequire(context, callee.callee);
  if (callee.type === 'MemberExpression') {
    const name = propertyName(context, callee);
    return (
      name === 'require' || name === 'getBuiltinModule' || (name === 'resolve' && isRequire(context, callee.object))
    );
  }
  if (callee.type !== 'Identifier') return false;
  const constant = constantOf(context, callee);
  if (constant !== null) return isRequire(context, constant);
  return callee.name === 'require';
}

/**
 * Visitors that call `check` for each module a file names as a constant string: `import`, `export from`, `import()`,
 * `import('…')` as a type, `import x = require()`, `require()` and `createRequire()()`. A name that is put together at
 * run time is not seen.
 */
export function onEveryImport(context: Rule.RuleContext, check: (found: Import) => void): Rule.RuleListener {
  const report = (node: Node | null | undefined, statement: Node, typeOnly: boolean, reexport = false): void => {
    const source = node === null || node === undefined ? null : staticString(context, node);
    if (node && source !== null) check({ source, node, statement, typeOnly, reexport });
  };
  return {
    ImportDeclaration: (node) => report(node.source, node, isTypeOnly(node as TypedDeclaration)),
    ExportNamedDeclaration: (node) => report(node.source, node, isTypeOnly(node as TypedDeclaration), true),
    ExportAllDeclaration: (node) => report(node.source, node, isTypeOnly(node as TypedDeclaration), true),
    ImportExpression: (node) => report(node.source, node, false),
    TSImportType: (node: Node & { source: Node }) => report(node.source, node, true),
    TSExternalModuleReference: (node: Node & { expression: Node }) => report(node.expression, node, false),
    CallExpression: (node: CallExpression) => {
      if (isRequire(context, node.callee)) report(node.arguments[0], node, false);
    },
  };
}
