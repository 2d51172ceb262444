import type { Rule, Scope } from 'eslint';
import type { CallExpression, Expression, Identifier, Node, Pattern, Property, SpreadElement } from 'estree';
import { findVariable, propertyName, unwrap } from './resolve.ts';

/** Where a value came from that a function did not make itself. */
export type Origin = {
  readonly kind: 'parameter' | 'import' | 'module';
  /** The name of the parameter, import or constant that holds it. */
  readonly name: string;
  readonly definition: Scope.Definition;
};

// These return what they are called on, or something that is in it.
const returnsItself = new Set(['sort', 'reverse', 'fill', 'copyWithin']);
const returnsElement = new Set(['at', 'find', 'findLast', 'pop', 'shift']);
// What these return is new and holds the same elements.
const copies = new Set(['slice', 'filter', 'concat', 'toSorted', 'toReversed', 'toSpliced', 'with']);
const copiesArgument = /^(?:Object\.(?:assign|values|fromEntries|entries|freeze)|Array\.(?:from|of))$/;
const foldMethods = new Set(['reduce', 'reduceRight']);

const MAX_STEPS = 2000;

type Linked = Node & { readonly parent?: Linked };

/** Whether an expression makes a new value, of which nobody else knows. */
const isFresh = (node: Node | undefined): boolean =>
  node !== undefined && /^(?:ObjectExpression|ArrayExpression|NewExpression)$/.test(unwrap(node).type);

/** Finds out whether a value belongs to somebody else: the caller, another module, or the whole module. */
export function createOriginFinder(context: Rule.RuleContext) {
  // Names that go in circles over several branches would else be followed for minutes.
  const steps = { left: 0 };

  // `items.reduce((all, item) => …, {})`: the accumulator is made on the spot.
  function isAccumulator({ node, name }: Scope.Definition): boolean {
    const owner = node as Linked & { params?: Pattern[] };
    const call = owner.parent as CallExpression | undefined;
    if (call?.type !== 'CallExpression' || call.arguments[0] !== (owner as Node)) return false;
    const first = owner.params?.[0];
    const callee = unwrap(call.callee);
    if (first !== name || callee.type !== 'MemberExpression') return false;
    return foldMethods.has(propertyName(context, callee) ?? '') && isFresh(call.arguments[1]);
  }

  /** What a variable was declared with, or, of a pattern or a loop, what its parts were taken from. */
  function ofVariable(definition: Scope.Definition, depth: number): Origin | null {
    const declarator = definition.node as Linked & { id: Pattern; init: Expression | null };
    const loop = declarator.parent?.parent;
    if (loop?.type === 'ForOfStatement') return within(loop.right, depth);
    if (!declarator.init) return null;
    return declarator.id.type === 'Identifier' ? origin(declarator.init, depth) : within(declarator.init, depth);
  }

  function ofName(name: Identifier, depth: number): Origin | null {
    const variable = findVariable(context, name);
    const definition = variable?.defs[0];
    if (!variable || definition === undefined) return null;
    // `...rest` is made on the spot.
    if ((definition.name as Linked).parent?.type === 'RestElement') return null;
    const found = (kind: Origin['kind']): Origin => ({ kind, name: name.name, definition });
    if (definition.type === 'ImportBinding') return found('import');
    if (definition.type === 'Parameter') return isAccumulator(definition) ? null : found('parameter');
    if (definition.type !== 'Variable') return null;
    const isOfModule = variable.scope.type === 'module' || variable.scope.type === 'global';
    return ofVariable(definition, depth) ?? (isOfModule ? found('module') : null);
  }

  function ofCall({ callee: called }: CallExpression, depth: number): Origin | null {
    const callee = unwrap(called);
    const name = callee.type === 'MemberExpression' ? propertyName(context, callee) : null;
    if (callee.type !== 'MemberExpression' || name === null) return null;
    if (returnsItself.has(name)) return origin(callee.object, depth);
    return returnsElement.has(name) ? within(callee.object, depth) : null;
  }

  /** Whose value an expression is; null where the code at hand has made it, or where that cannot be told. */
  function origin(expression: Node, depth = 0): Origin | null {
    const node = unwrap(expression);
    if (depth > 30 || (steps.left -= 1) < 0) return null;
    switch (node.type) {
      case 'Identifier':
        return ofName(node, depth + 1);
      case 'MemberExpression':
        return origin(node.object, depth + 1) ?? sharedBelow(node.object, propertyName(context, node), depth + 1);
      case 'CallExpression':
        return ofCall(node, depth + 1);
      case 'ConditionalExpression':
        return origin(node.consequent, depth + 1) ?? origin(node.alternate, depth + 1);
      case 'LogicalExpression':
        return origin(node.left, depth + 1) ?? origin(node.right, depth + 1);
      default:
        return null;
    }
  }

  const within = (expression: Node, depth: number): Origin | null =>
    origin(expression, depth) ?? shared(expression, depth);

  const ofSpread = (parts: readonly (Property | SpreadElement | Expression | null)[], depth: number): Origin | null =>
    parts.reduce<Origin | null>(
      (found, part) => found ?? (part?.type === 'SpreadElement' ? within(part.argument, depth) : null),
      null,
    );

  /** Whose elements a copy holds: of `{ ...options }`, `[...rows]`, `rows.slice()` those of `options` and `rows`. */
  function shared(expression: Node, depth = 0): Origin | null {
    const node = unwrap(expression);
    if (depth > 30 || (steps.left -= 1) < 0) return null;
    if (node.type === 'ObjectExpression') return ofSpread(node.properties, depth + 1);
    if (node.type === 'ArrayExpression') return ofSpread(node.elements, depth + 1);
    if (node.type === 'Identifier') {
      const definition = findVariable(context, node)?.defs[0];
      const init =
        definition?.type === 'Variable' && definition.node.id === definition.name ? definition.node.init : null;
      return init ? shared(init, depth + 1) : null;
    }
    if (node.type !== 'CallExpression') return null;
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression') return null;
    const name = propertyName(context, callee) ?? '';
    if (copies.has(name)) return within(callee.object, depth + 1);
    if (returnsItself.has(name)) return shared(callee.object, depth + 1);
    if (!copiesArgument.test(context.sourceCode.getText(callee))) return null;
    return node.arguments.reduce<Origin | null>(
      (found, part) => found ?? (part.type === 'SpreadElement' ? null : within(part, depth + 1)),
      null,
    );
  }

  // `copy.items` of `const copy = { ...input }` is still the input's, unless the copy was given items of its own.
  function sharedBelow(object: Node, name: string | null, depth: number): Origin | null {
    const node = unwrap(object);
    if (node.type !== 'Identifier') return shared(node, depth);
    const definition = findVariable(context, node)?.defs[0];
    const init = definition?.type === 'Variable' && definition.node.init ? unwrap(definition.node.init) : null;
    const isOwn =
      init?.type === 'ObjectExpression' &&
      init.properties.some((part) => part.type === 'Property' && name !== null && propertyName(context, part) === name);
    return isOwn ? null : shared(node, depth);
  }

  return (expression: Node): Origin | null => {
    steps.left = MAX_STEPS;
    return origin(expression);
  };
}
