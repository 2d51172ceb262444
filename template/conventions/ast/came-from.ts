import type { Rule, Scope } from 'eslint';
import type { Identifier, Node } from 'estree';
import { isRequire } from './on-every-import.ts';
import { findVariable, isGlobal, propertyName, staticString, unwrap } from './resolve.ts';

/** Where a value comes from. `undici.fetch` is of the module `undici`, path `fetch`; `globalThis.fetch` is global, path `fetch`. */
export type Source = {
  /** `parameter` is what a function is given. */
  readonly kind: 'module' | 'global' | 'parameter';
  /** The name of the module or the parameter. */
  readonly source: string;
  readonly path: readonly string[];
};

type Child = Node & { readonly parent?: Node };
/** What a pattern takes a name from: `const { a: { b } } = value` takes `b` from `value` by `a`, `b`. */
type Taken = { readonly from: Node | null; readonly path: readonly string[] };

/** What the global object is called. */
export const globalObjects: ReadonlySet<string> = new Set(['globalThis', 'global', 'window', 'self']);
const patterns = new Set(['ObjectPattern', 'AssignmentPattern', 'RestElement']);

function takenBy(context: Rule.RuleContext, name: Identifier): Taken | null {
  const path: string[] = [];
  let node = name as Child;
  for (;;) {
    const parent = node.parent as Child | undefined;
    if (parent === undefined) return null;
    if (parent.type === 'Property') path.unshift(propertyName(context, parent) ?? '?');
    else if (parent.type === 'VariableDeclarator' && parent.id === node) return { from: parent.init ?? null, path };
    else if (parent.type === 'AssignmentExpression' && parent.left === node) return { from: parent.right, path };
    else if ('params' in parent) return { from: null, path };
    else if (!patterns.has(parent.type)) return null;
    node = parent;
  }
}

/** Follows an expression back through constants, patterns, members and imports; null where that ends. */
export function cameFrom(
  context: Rule.RuleContext,
  expression: Node,
  depth = 0,
  // Each variable is looked at once: names that go in circles would else be followed without end.
  seen: Set<Scope.Variable> = new Set(),
): Source | null {
  const follow = (node: Node | null | undefined, path: readonly string[] = []): Source | null => {
    const origin = !node || depth > 30 ? null : cameFrom(context, node, depth + 1, seen);
    if (origin === null || path.length === 0) return origin;
    const [first = '', ...rest] = origin.path;
    const isGlobalObject = origin.kind === 'global' && globalObjects.has(first);
    return { ...origin, path: [...(isGlobalObject ? rest : origin.path), ...path] };
  };

  function ofName(name: Identifier): Source | null {
    const variable = findVariable(context, name);
    if (variable === null || isGlobal(variable)) return { kind: 'global', source: '', path: [name.name] };
    if (seen.has(variable)) return null;
    seen.add(variable);
    const [definition] = variable.defs;
    if (definition?.type === 'ImportBinding' && definition.parent.type === 'ImportDeclaration') {
      const { node, parent } = definition;
      const source = String(parent.source.value);
      if (node.type === 'ImportNamespaceSpecifier') return { kind: 'module', source, path: [] };
      const imported =
        node.type === 'ImportSpecifier' && node.imported.type === 'Identifier' ? node.imported.name : 'default';
      return { kind: 'module', source, path: [imported] };
    }
    const written = variable.references.filter(({ writeExpr }) => writeExpr).map(({ identifier }) => identifier);
    for (const one of [...variable.identifiers, ...written]) {
      const taken = takenBy(context, one as Identifier);
      if (definition?.type === 'Parameter' && taken?.from === null) {
        return { kind: 'parameter', source: name.name, path: taken.path };
      }
      const source = follow(taken?.from, taken?.path);
      if (source !== null) return source;
    }
    return null;
  }

  const ofModule = (named: Node | undefined): Source | null => {
    const source = named === undefined ? null : staticString(context, named);
    return source === null ? null : { kind: 'module', source, path: [] };
  };

  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier':
      return ofName(node);
    case 'MemberExpression':
      return follow(node.object, [propertyName(context, node) ?? '?']);
    case 'AwaitExpression':
      return follow(node.argument);
    case 'ImportExpression':
      return ofModule(node.source);
    case 'CallExpression':
      return isRequire(context, node.callee) ? ofModule(node.arguments[0]) : null;
    case 'ConditionalExpression':
      return follow(node.consequent) ?? follow(node.alternate);
    case 'LogicalExpression':
      return follow(node.left) ?? follow(node.right);
    case 'AssignmentExpression':
      return follow(node.right);
    case 'SequenceExpression':
      return follow(node.expressions.at(-1));
    default:
      return null;
  }
}
