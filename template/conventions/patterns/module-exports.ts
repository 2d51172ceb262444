import type { Node, Program, Statement, ModuleDeclaration, Directive } from 'estree';
import { unwrap } from '../ast/resolve.ts';

/** One value (not a type) that a module exports. */
export type ModuleExport = {
  /** `default`; `*` of `export * from`. */
  readonly name: string;
  /** What it is: a class, a function, the initial value of a variable; null where it is another module's. */
  readonly value: Node | null;
  readonly line: number;
};

type Typed = { readonly exportKind?: string; readonly declare?: boolean };
const isType = (node: Node): boolean => (node as Typed).exportKind === 'type' || (node as Typed).declare === true;
const lineOf = (node: Node): number => node.loc?.start.line ?? 1;
const nameOf = (node: Node): string =>
  node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';

/** The names that a declaration makes, with their values. Types make none. */
function declared(node: Node): ModuleExport[] {
  if (isType(node)) return [];
  if (node.type === 'VariableDeclaration') {
    return node.declarations.map(({ id, init }) => ({ name: nameOf(id), value: init ?? null, line: lineOf(id) }));
  }
  if (node.type !== 'FunctionDeclaration' && node.type !== 'ClassDeclaration') return [];
  return [{ name: node.id?.name ?? 'default', value: node, line: lineOf(node) }];
}

function exportsOf(
  statement: Statement | ModuleDeclaration | Directive,
  locals: readonly ModuleExport[],
): ModuleExport[] {
  const local = (name: string): Node | null => locals.find((one) => one.name === name)?.value ?? null;
  if (isType(statement)) return [];
  if (statement.type === 'ExportAllDeclaration') {
    return [{ name: statement.exported ? nameOf(statement.exported) : '*', value: null, line: lineOf(statement) }];
  }
  if (statement.type === 'ExportDefaultDeclaration') {
    const value = unwrap(statement.declaration as Node);
    const known = value.type === 'Identifier' ? local(value.name) : value;
    return [{ name: 'default', value: known, line: lineOf(statement) }];
  }
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const named = statement.specifiers
    .filter((specifier) => !isType(specifier))
    .map(({ local: inner, exported }) => ({
      name: nameOf(exported),
      value: statement.source ? null : local(nameOf(inner)),
      line: lineOf(exported),
    }));
  return [...(statement.declaration ? declared(statement.declaration) : []), ...named];
}

/** The values that a module exports, in the order of the file. */
export function moduleExports({ body }: Program): ModuleExport[] {
  const locals = body.flatMap((statement) =>
    declared(statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement),
  );
  return body.flatMap((statement) => exportsOf(statement, locals));
}

/** The name that a file's export has by convention: of `invoice-line.service.ts`, `invoiceLineService`. */
export function conventionalName(path: string): string {
  const base = (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  return base.replace(/[.-](\w)/g, (_all, letter: string) => letter.toUpperCase());
}
