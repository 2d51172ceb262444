import type { Rule, Scope } from 'eslint';
import type { Identifier, MemberExpression, Node, Property } from 'estree';

/** The variable that a name stands for, or null where nothing declares it. */
export function findVariable(context: Rule.RuleContext, name: Identifier): Scope.Variable | null {
  let scope: Scope.Scope | null = context.sourceCode.getScope(name);
  while (scope !== null) {
    const variable = scope.set.get(name.name);
    if (variable !== undefined) return variable;
    scope = scope.upper;
  }
  return null;
}

const isAmbient = ({ node, parent }: Scope.Definition): boolean =>
  [node, parent].some((one) => one !== null && 'declare' in one && one.declare === true);

/** Whether a variable is the runtime's own: declared nowhere, or only to the type checker (`declare const console: …`). */
export const isGlobal = (variable: Scope.Variable | null): boolean =>
  variable === null || variable.defs.every(isAmbient);

// `x as T`, `x!`, `<T>x`, `x satisfies T`, `f<T>` and `(a?.b)` are what they wrap. The first five are not in ESTree.
const wrappers = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSSatisfiesExpression',
  'TSInstantiationExpression',
  'ChainExpression',
]);

/** The expression inside type assertions and optional chains. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (wrappers.has(inner.type) && 'expression' in inner) inner = inner.expression as Node;
  return inner;
}

/** The value that a `const` was declared with, where it is one plain name; else null. */
export function constantOf(context: Rule.RuleContext, name: Identifier): Node | null {
  const definition = findVariable(context, name)?.defs[0];
  if (definition?.type !== 'Variable' || definition.node.id.type !== 'Identifier') return null;
  return definition.parent.kind === 'const' ? (definition.node.init ?? null) : null;
}

/** The string that an expression surely is: a literal, a template, a sum of these, a `const` of one. Otherwise null. */
export function staticString(context: Rule.RuleContext, expression: Node, depth = 0): string | null {
  const node = unwrap(expression);
  const fold = (part: Node): string | null => (depth > 20 ? null : staticString(context, part, depth + 1));
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'TemplateLiteral') {
    const parts = node.quasis.flatMap(({ value }, index) => {
      const inserted = node.expressions[index];
      return inserted === undefined ? [value.cooked ?? null] : [value.cooked ?? null, fold(inserted)];
    });
    return parts.includes(null) ? null : parts.join('');
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [fold(node.left), fold(node.right)];
    return left === null || right === null ? null : left + right;
  }
  const constant = node.type === 'Identifier' ? constantOf(context, node) : null;
  return constant === null ? null : fold(constant);
}

/** The name in `a.name`, `a['name']` or `{ name: … }`, where it is sure; else null. */
export function propertyName(context: Rule.RuleContext, node: MemberExpression | Property): string | null {
  const key = node.type === 'Property' ? node.key : node.property;
  if (!node.computed && key.type === 'Identifier') return key.name;
  return staticString(context, key);
}
