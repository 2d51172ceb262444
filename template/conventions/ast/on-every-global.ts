import type { Rule } from 'eslint';
import type { Identifier, Node } from 'estree';
import { cameFrom, globalObjects } from './came-from.ts';
import { findVariable, isGlobal, propertyName, staticString } from './resolve.ts';

const typeNodes = new Set(['TSTypeQuery', 'TSQualifiedName', 'TSTypeReference']);

/**
 * Visitors that call `check` wherever one of the runtime's own values is reached: by its name, as a member of the global
 * object however that is called, by a pattern, or by a call that is given the object and the name (`Reflect.get`). `typeof fetch` as a type does not reach it.
 */
export function onEveryGlobal(
  context: Rule.RuleContext,
  names: ReadonlySet<string>,
  check: (node: Node, name: string) => void,
): Rule.RuleListener {
  function isGlobalObject(expression: Node): boolean {
    const origin = cameFrom(context, expression);
    return origin?.kind === 'global' && origin.path.length === 1 && globalObjects.has(origin.path[0] ?? '');
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

  const byName: Rule.RuleListener = {
    'Program:exit'() {
      for (const scope of context.sourceCode.scopeManager.scopes) {
        for (const reference of scope.references) {
          const identifier = reference.identifier as Identifier & { parent?: { type: string } };
          if (!names.has(identifier.name) || typeNodes.has(identifier.parent?.type ?? '')) continue;
          if (isGlobal(findVariable(context, identifier))) found(identifier, identifier.name);
        }
      }
    },
  };
  // Most files never say what the global object is called. A name may be written with escapes.
  if (!/\b(?:globalThis|global|window|self)\b|\\u/.test(context.sourceCode.text)) return byName;
  return {
    ...byName,
    MemberExpression(node) {
      if (names.has(propertyName(context, node) ?? '') && isGlobalObject(node.object)) {
        found(node, propertyName(context, node));
      }
    },
    VariableDeclarator: (node) => checkPattern(node.id, node.init),
    AssignmentExpression: (node) => checkPattern(node.left, node.right),
    AssignmentPattern: (node: { left: Node; right: Node }) => checkPattern(node.left, node.right),
    CallExpression(node) {
      const [target, ...rest] = node.arguments;
      if (target === undefined || rest.length === 0 || !isGlobalObject(target)) return;
      const key = rest.map((one) => staticString(context, one)).find((one) => one !== null && names.has(one));
      found(node, key ?? null);
    },
  };
}
