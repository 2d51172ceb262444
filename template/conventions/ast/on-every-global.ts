import type { Rule } from 'eslint';
import type { Identifier, Node } from 'estree';
import { constantOf, findVariable, isGlobal, propertyName, staticString, unwrap } from './resolve.ts';

const globalObjects = new Set(['globalThis', 'global', 'window', 'self']);
const typeNodes = new Set(['TSTypeQuery', 'TSQualifiedName', 'TSTypeReference']);

/**
 * Visitors that call `check` wherever one of the runtime's own values is reached: by its name, as a member of the global
 * object however that is called, by a pattern, or by `Reflect.get`. `typeof fetch` as a type does not reach it.
 */
export function onEveryGlobal(
  context: Rule.RuleContext,
  names: ReadonlySet<string>,
  check: (node: Node, name: string) => void,
): Rule.RuleListener {
  function isGlobalObject(expression: Node, depth = 0): boolean {
    const node = unwrap(expression);
    if (depth > 20) return false;
    if (node.type === 'MemberExpression') {
      return globalObjects.has(propertyName(context, node) ?? '') && isGlobalObject(node.object, depth + 1);
    }
    if (node.type !== 'Identifier') return false;
    const constant = constantOf(context, node);
    if (constant !== null) return isGlobalObject(constant, depth + 1);
    return globalObjects.has(node.name) && isGlobal(findVariable(context, node));
  }

  const found = (node: Node, name: string | null): void => {
    if (name !== null && names.has(name)) check(node, name);
  };

  function checkNames(pattern: Node): void {
    if (pattern.type !== 'ObjectPattern') return;
    for (const property of pattern.properties) {
      if (property.type !== 'Property') continue;
      const name = propertyName(context, property);
      found(property, name);
      if (globalObjects.has(name ?? '')) checkNames(property.value);
    }
  }

  const checkPattern = (pattern: Node, value: Node | null | undefined): void => {
    if (value && isGlobalObject(value)) checkNames(pattern);
  };

  return {
    'Program:exit'() {
      for (const scope of context.sourceCode.scopeManager.scopes) {
        for (const reference of scope.references) {
          const identifier = reference.identifier as Identifier & { parent?: { type: string } };
          if (!names.has(identifier.name) || typeNodes.has(identifier.parent?.type ?? '')) continue;
          if (isGlobal(findVariable(context, identifier))) found(identifier, identifier.name);
        }
      }
    },
    MemberExpression(node) {
      if (names.has(propertyName(context, node) ?? '') && isGlobalObject(node.object)) {
        found(node, propertyName(context, node));
      }
    },
    VariableDeclarator: (node) => checkPattern(node.id, node.init),
    AssignmentExpression: (node) => checkPattern(node.left, node.right),
    AssignmentPattern: (node: { left: Node; right: Node }) => checkPattern(node.left, node.right),
    "CallExpression[callee.object.name='Reflect']"(node: { arguments: Node[] } & Node) {
      const [target, key] = node.arguments;
      if (target && key && isGlobalObject(target)) found(node, staticString(context, key));
    },
  };
}
