import type { Rule } from 'eslint';
import type { Identifier, Node } from 'estree';
import { unwrap } from '../../ast/resolve.ts';
import { within } from '../../ast/within.ts';
import { enclosingFunction, type Report } from './module-level.ts';

const patternName = /[A-Za-z\d](Factory|Strategy|Provider|Adapter|Manager|Singleton|Builder)$|^(getInstance)$/;
// Somebody's business may have managers and providers: what is done with one is no pattern.
const action =
  /^(?:get|find|list|load|read|fetch|delete|remove|update|replace|patch|save|search|is|has|assign|require|to|parse|add|set|notify|invite)[A-Z]/;

type Declaration = { id: Identifier; typeAnnotation?: Node; body?: Node };

/** What is named after a design pattern, and has behaviour: a row, a schema or a setting of such a name is data. */
export function onNames(context: Rule.RuleContext, report: Report): Rule.RuleListener {
  function check(id: Identifier): void {
    const [, suffix, getter] = patternName.exec(id.name) ?? [];
    const pattern = suffix ?? getter;
    if (pattern === undefined || (suffix !== undefined && action.test(id.name))) return;
    report(id, 'name', `\`${id.name}\` is named after a pattern (${pattern})`);
  }

  const behaves = (type: Node | undefined): boolean =>
    type !== undefined && within(context, type).some((one) => /^TS(?:FunctionType|MethodSignature)$/.test(one.type));

  return {
    FunctionDeclaration: (node) => check(node.id),
    VariableDeclarator(node) {
      if (node.id.type !== 'Identifier' || !node.init || enclosingFunction(node) !== null) return;
      const value = unwrap(node.init);
      const isObject =
        value.type === 'ObjectExpression' &&
        value.properties.some((one) => one.type === 'Property' && /Function/.test(one.value.type));
      if (isObject || /Function/.test(value.type)) check(node.id);
    },
    TSInterfaceDeclaration({ id, body }: Declaration) {
      if (behaves(body)) check(id);
    },
    TSTypeAliasDeclaration({ id, typeAnnotation }: Declaration) {
      if (behaves(typeAnnotation)) check(id);
    },
  };
}
