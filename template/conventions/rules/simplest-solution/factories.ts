import type { Rule } from 'eslint';
import type { Function as FunctionNode, Identifier, Node } from 'estree';
import { literalOf } from '../../ast/literal-of.ts';
import { findVariable, propertyName, unwrap } from '../../ast/resolve.ts';
import { returnedBy } from '../../ast/text-origin.ts';
import { functionOf, outermostFunction, type Report } from './module-level.ts';

const factoryName = /^(?:create|make|build|new|construct|init|provide)[A-Z]/;
// Of each of these there is one, and it is imported.
const dependency =
  /(?:repository|service|client|logger|^log|supabase|redis|database|^db|adapter|provider|deps|dependencies)$/i;

/** A factory whose every product is the same object of functions. */
export function onFactories(context: Rule.RuleContext, report: Report): Rule.RuleListener {
  function isObjectOfFunctions(node: Node): boolean {
    if (node.type !== 'ObjectExpression' || node.properties.length === 0) return false;
    return node.properties.every((one) => one.type === 'Property' && functionOf(context, one.value) !== null);
  }

  // What is made anew by each call may differ from the last.
  function hasState({ body }: FunctionNode, products: readonly Node[]): boolean {
    const statements = body.type === 'BlockStatement' ? body.body : [];
    return statements.some(
      (one) =>
        one.type === 'VariableDeclaration' &&
        one.declarations.some(({ init }) => {
          const value = init ? unwrap(init) : null;
          return one.kind !== 'const' || (value !== null && !/Function/.test(value.type) && !products.includes(value));
        }),
    );
  }

  const parametersOf = ({ params }: FunctionNode): string[] =>
    params.flatMap((param) => {
      const node = param.type === 'AssignmentPattern' ? param.left : param;
      if (node.type === 'Identifier') return [node.name];
      if (node.type !== 'ObjectPattern') return ['…'];
      return node.properties.map((one) => (one.type === 'Property' ? (propertyName(context, one) ?? '…') : '…'));
    });

  const callsOf = (name: Identifier): number =>
    (findVariable(context, name)?.references ?? []).filter(({ init }) => !init).length;

  function check(name: Identifier, made: FunctionNode, isExported: boolean): void {
    if (!factoryName.test(name.name) || outermostFunction(made) !== made) return;
    const products = returnedBy(context, made).flatMap((one) => literalOf(context, one) ?? [one]);
    if (products.length !== 1 || !products.every(isObjectOfFunctions)) return;
    const parameters = parametersOf(made);
    const state = hasState(made, products);
    if (parameters.length === 0 && !state)
      return report(name, 'factory', `${name.name} takes nothing, so each call makes the same`);
    if (parameters.length > 0 && parameters.every((one) => dependency.test(one))) {
      return report(name, 'factory', `${name.name} takes ${parameters.join(', ')}, of which there is one each`);
    }
    if (!isExported && callsOf(name) === 1) report(name, 'factory', `${name.name} is called once`);
  }

  const isExported = (node: Rule.Node): boolean => node.parent?.type === 'ExportNamedDeclaration';
  return {
    FunctionDeclaration: (node) => check(node.id, node, isExported(node)),
    VariableDeclarator(node) {
      const made = node.init ? unwrap(node.init) : null;
      if (node.id.type !== 'Identifier' || made === null || !/Function/.test(made.type)) return;
      check(node.id, made as FunctionNode, isExported(node.parent));
    },
  };
}
