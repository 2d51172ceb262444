import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { literalOf } from '../../ast/literal-of.ts';
import { findVariable, propertyName } from '../../ast/resolve.ts';
import { declared, functionOf, type Report, usesOf } from './module-level.ts';

const ENOUGH_CASES = 5;
const SIMPLE_STATEMENTS = 3;

/** A table of functions, of which a key that is known only at run time picks one, for a handful of simple cases. */
export function onStrategies(context: Rule.RuleContext, report: Report): Rule.RuleListener {
  function isSimpleCase(value: Node): boolean {
    const made = functionOf(context, value);
    if (made !== null) return made.body.type !== 'BlockStatement' || made.body.body.length <= SIMPLE_STATEMENTS;
    return value.type === 'Identifier' && findVariable(context, value)?.defs[0]?.type === 'ImportBinding';
  }

  const elements = (node: Node): Node[] =>
    node.type === 'ArrayExpression' ? node.elements.filter((one) => one !== null) : [];

  /** The cases of a table: values of an object, of `new Map([[key, value]])`, or objects of functions in a list. */
  function casesOf(table: Node): Node[] {
    if (table.type === 'ObjectExpression') {
      return table.properties.map((one) => (one.type === 'Property' ? one.value : one.argument));
    }
    if (table.type === 'NewExpression' && context.sourceCode.getText(table.callee) === 'Map') {
      return elements(table.arguments[0] ?? table).flatMap((pair) => elements(pair).slice(1));
    }
    return [];
  }

  const listedFunctions = (table: Node): Node[][] =>
    elements(table).map((one) =>
      one.type === 'ObjectExpression'
        ? one.properties.flatMap((part) =>
            part.type === 'Property' && functionOf(context, part.value) ? [part.value] : [],
          )
        : [],
    );

  return {
    VariableDeclarator(node) {
      const table = declared(context, node);
      const [held] = table?.init ? (literalOf(context, table.init) ?? [table.init]) : [];
      if (table === null || held === undefined) return;
      const uses = usesOf(table).map(({ parent }) => parent);
      const members = uses.filter((parent) => parent.type === 'MemberExpression');
      const cases = casesOf(held);
      const isPicked = members.some((use) =>
        held.type === 'NewExpression' ? propertyName(context, use) === 'get' : propertyName(context, use) === null,
      );
      const count = cases.length;
      if (isPicked && count > 0 && count < ENOUGH_CASES && cases.every(isSimpleCase)) {
        return report(table.id, 'strategy', `\`${table.id.name}\` picks one of ${count} simple functions`);
      }
      const listed = listedFunctions(held);
      const isSearched = members.some((use) => /^(?:find|filter)$/.test(propertyName(context, use) ?? ''));
      const isList = listed.length > 0 && listed.length < ENOUGH_CASES && listed.every((one) => one.length >= 2);
      if (isSearched && isList && listed.flat().every(isSimpleCase)) {
        report(table.id, 'strategy', `\`${table.id.name}\` finds one of ${listed.length} simple cases`);
      }
    },
  };
}
