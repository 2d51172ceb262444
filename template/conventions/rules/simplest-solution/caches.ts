import type { Rule } from 'eslint';
import type { AssignmentExpression, Function as FunctionNode, Node } from 'estree';
import { onEveryImport } from '../../ast/on-every-import.ts';
import { findVariable, propertyName, unwrap } from '../../ast/resolve.ts';
import { returnedBy } from '../../ast/text-origin.ts';
import { within } from '../../ast/within.ts';
import { declared, type Declared, enclosingFunction, outermostFunction, type Report, usesOf } from './module-level.ts';

const cacheName = /(?:^|[a-z\d_])(?:cache[ds]?|memo(?:i[sz]ed)?)$|^(?:cache[ds]?|memo(?:i[sz]ed)?)(?:[A-Z_]|$)/i;
const libraries = new Set([
  ...['lru-cache', 'quick-lru', 'tiny-lru', 'node-cache', 'memory-cache', 'cache-manager', 'keyv', 'flat-cache'],
  ...['memoize', 'memoizee', 'p-memoize', 'mem', 'micro-memoize', 'fast-memoize', 'lodash.memoize'],
  ...['generic-pool', 'tarn', 'pg-pool', 'async-pool'],
]);

type Use = { readonly node: Node; readonly parent: Node };
type Linked = Node & { readonly parent?: Linked | null };
const parentOf = (node: Node): Linked | null => (node as Linked).parent ?? null;

// `{}`, `[]`, `new Set()`: a place to gather in, not a result that was kept.
const isEmpty = (node: Node | undefined): boolean => {
  const value = node ? unwrap(node) : null;
  if (value?.type === 'ArrayExpression') return value.elements.length === 0;
  if (value?.type === 'ObjectExpression') return value.properties.length === 0;
  return value === null || value.type === 'NewExpression' || value.type === 'Literal';
};

const isNothing = (node: Node): boolean => {
  const value = unwrap(node);
  return (
    (value.type === 'Literal' && value.value === null) || (value.type === 'Identifier' && value.name === 'undefined')
  );
};

/** Results that the process keeps for itself. */
export function onCaches(context: Rule.RuleContext, report: Report): Rule.RuleListener {
  const methodOf = ({ parent }: Use): string | null => {
    const call = parentOf(parent);
    return parent.type === 'MemberExpression' && call?.type === 'CallExpression' && call.callee === parent
      ? propertyName(context, parent)
      : null;
  };
  // What is written by `kept.set(key, value)` or `kept[key] = value`.
  function writtenBy(use: Use): Node | null {
    const outer = parentOf(use.parent);
    if (methodOf(use) === 'set' && outer?.type === 'CallExpression') return outer.arguments[1] ?? null;
    const isTarget = outer?.type === 'AssignmentExpression' && outer.left === use.parent;
    return isTarget && use.parent.type === 'MemberExpression' && use.parent.computed ? outer.right : null;
  }
  const isRead = (use: Use): boolean =>
    use.parent.type === 'MemberExpression' &&
    (methodOf(use) === 'get' || (use.parent.computed && writtenBy(use) === null));

  const returnedParts = new Map<FunctionNode, ReadonlySet<Node>>();

  // All that goes into what a function returns, by itself or by way of a constant.
  function partsReturned(owner: FunctionNode): ReadonlySet<Node> {
    const before = returnedParts.get(owner);
    if (before !== undefined) return before;
    // Not the types of functions (`TSFunctionType`), which have no body.
    const functions = within(context, owner).filter((one): one is FunctionNode => /^(?:Arrow)?Function/.test(one.type));
    const results = new Set(functions.flatMap((one) => returnedBy(context, one)));
    const parts = new Set([...results].flatMap((result) => within(context, result)));
    const constants = [...parts].flatMap((one) => {
      const definition = one.type === 'Identifier' ? findVariable(context, one)?.defs[0] : undefined;
      return definition?.type === 'Variable' && definition.node.init ? [definition.node.init as Node] : [];
    });
    const all = new Set([...parts, ...[...new Set(constants)].flatMap((init) => within(context, init))]);
    returnedParts.set(owner, all);
    return all;
  }

  // Calls under way are shared, and forgotten when they end.
  const isForgotten = (uses: readonly Use[]): boolean =>
    uses.some((use) => {
      if (methodOf(use) !== 'delete') return false;
      for (let at: Linked | null = use.node as Linked; at; at = at.parent ?? null) {
        if (at.type === 'CallExpression' && /\bfinally$/.test(context.sourceCode.getText(at.callee))) return true;
        if (at.parent?.type === 'TryStatement' && at.parent.finalizer === at) return true;
      }
      return false;
    });

  function checkKept(kept: Declared): void {
    const uses = usesOf(kept).filter(({ node }) => outermostFunction(node) !== null);
    const writes = uses.filter((use) => writtenBy(use) !== null);
    const named = cacheName.test(kept.id.name);
    const isFilled = writes.some((use) => !isEmpty(writtenBy(use) ?? undefined));
    const writers = new Set(writes.map(({ node }) => outermostFunction(node)));
    const isCache = uses.some((use) => {
      const owner = isRead(use) ? outermostFunction(use.node) : null;
      return owner !== null && writers.has(owner) && partsReturned(owner).has(use.node);
    });
    if (writes.length > 0 && !isForgotten(uses) && (named || (isFilled && isCache))) {
      report(kept.id, 'cache', `\`${kept.id.name}\` keeps results for as long as the process lives`);
    }
  }

  const rootOf = (target: Node): Node => {
    let node = unwrap(target);
    while (node.type === 'MemberExpression') node = unwrap(node.object);
    return node;
  };
  const assignments: AssignmentExpression[] = [];
  const text = (node: Node): string => context.sourceCode.getText(node);

  // `kept ??= make()`, `kept ||= make()`, and `if (kept === null) kept = make()`.
  function isMemo({ operator, left, right }: AssignmentExpression, node: Node): boolean {
    if (operator === '??=' || operator === '||=') return !isEmpty(right);
    if (operator !== '=' || isEmpty(right) || isNothing(right)) return false;
    for (let at = parentOf(node); at && !/Function/.test(at.type); at = at.parent ?? null) {
      if (at.type === 'IfStatement' && within(context, at.test).some((one) => text(one) === text(left))) return true;
      if (at.type === 'LogicalExpression' && text(at.left) === text(left)) return true;
    }
    return false;
  }

  function checkMemos(): void {
    const resets = new Set(assignments.filter(({ right }) => isNothing(right)).map(({ left }) => text(left)));
    for (const assignment of assignments) {
      const root = rootOf(assignment.left as Node);
      const definition = root.type === 'Identifier' ? findVariable(context, root)?.defs[0] : undefined;
      if (definition?.type !== 'Variable' || enclosingFunction(definition.node) !== null) continue;
      if (
        enclosingFunction(assignment) === null ||
        resets.has(text(assignment.left)) ||
        !isMemo(assignment, assignment)
      )
        continue;
      report(
        assignment,
        'cache',
        `\`${text(assignment.left)}\` is made once and kept for as long as the process lives`,
      );
    }
  }

  return {
    ...onEveryImport(context, ({ source, node, typeOnly }) => {
      const [name = ''] = source.split('/');
      if (!typeOnly && libraries.has(name)) report(node, 'library', `'${name}' is imported`);
    }),
    VariableDeclarator(node) {
      const kept = enclosingFunction(node) === null ? declared(context, node) : null;
      const isStore = kept?.init && /^(?:NewExpression|ObjectExpression|CallExpression)$/.test(kept.init.type);
      if (kept !== null && isStore) checkKept(kept);
    },
    AssignmentExpression: (node) => void assignments.push(node),
    'Program:exit': checkMemos,
  };
}
