import type { Rule, Scope } from 'eslint';
import type { Function as FunctionNode, Identifier, Node } from 'estree';
import { findVariable, propertyName, staticString, unwrap } from './resolve.ts';

/** Whether an expression is a Zod schema (or Zod itself), surely is not, or may be. */
export type Verdict = 'yes' | 'no' | 'maybe';

// What these return or hold is data: `s.parse(x).partial` is a field.
const leavesZod = /^(?:(?:safe)?(?:parse|decode|encode)(?:Async)?|toJSONSchema|_zod)$/i;
const schemaName = /schema$/i;
const schemaType = /\bz\w*\.\w|\$?Zod[A-Z]\w*/;

const either = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('yes') ? 'yes' : verdicts.includes('maybe') ? 'maybe' : 'no';

/** Whether a module gives schemas: `zod`, or a `*.schema.ts`. */
export const isSchemaModule = (source: string): boolean =>
  source === 'zod' || source.startsWith('zod/') || /\.schema\.[cm]?[jt]s$/.test(source);

/** Tells whether an expression is a Zod schema, by following it back to where it was imported or made. */
export function isSchema(
  context: Rule.RuleContext,
  expression: Node,
  depth = 0,
  // Each variable is looked at once: one that is written from itself would else be followed without end.
  seen: Set<Scope.Variable> = new Set(),
): Verdict {
  const follow = (node: Node | null | undefined): Verdict =>
    !node ? 'no' : depth > 40 ? 'maybe' : isSchema(context, node, depth + 1, seen);

  const text = (node: unknown): string => (node ? context.sourceCode.getText(node as Node) : '');

  function ofParameter(name: Identifier, owner: Node): Verdict {
    if (schemaName.test(name.name)) return 'yes';
    const { typeParameters } = owner as { typeParameters?: unknown };
    const { typeAnnotation } = name as { typeAnnotation?: unknown };
    if (!typeAnnotation) return 'maybe';
    const annotation = text(typeAnnotation);
    if (schemaType.test(annotation)) return 'yes';
    const isGeneric = text(typeParameters).includes(annotation.replace(/\W/g, ''));
    return isGeneric && schemaType.test(text(typeParameters)) ? 'yes' : 'no';
  }

  function ofImport(source: unknown, imported: string, local: string): Verdict {
    if (typeof source !== 'string') return 'maybe';
    if (isSchemaModule(source) || schemaName.test(imported) || schemaName.test(local)) return 'yes';
    return source.startsWith('.') ? 'maybe' : 'no';
  }

  function ofDefinition(name: Identifier, { type, node, parent }: Scope.Definition): Verdict {
    if (type === 'ImportBinding' && parent.type === 'ImportDeclaration') {
      const imported = node.type === 'ImportSpecifier' && node.imported.type === 'Identifier' ? node.imported.name : '';
      return ofImport(parent.source.value, imported, name.name);
    }
    if (type === 'Parameter') return ofParameter(definitionName(node, name), node);
    if (type === 'Variable' && node.init) return follow(node.init);
    if (type === 'FunctionName') return follow(node);
    return 'maybe';
  }

  // The identifier of a plain parameter carries the type annotation; of a destructured one there is none.
  const definitionName = (owner: Node, name: Identifier): Identifier =>
    (owner as FunctionNode).params.find(
      (one): one is Identifier => one.type === 'Identifier' && one.name === name.name,
    ) ?? name;

  function ofName(name: Identifier): Verdict {
    const variable = findVariable(context, name);
    if (variable === null || variable.defs.length === 0) return 'maybe';
    if (seen.has(variable)) return 'no';
    seen.add(variable);
    const written = variable.references
      .filter(({ init, writeExpr }) => !init && writeExpr)
      .map(({ writeExpr }) => follow(writeExpr));
    return either([...variable.defs.map((definition) => ofDefinition(name, definition)), ...written]);
  }

  function ofFunction({ body }: FunctionNode): Verdict {
    if (body.type !== 'BlockStatement') return follow(body);
    const results = body.body.flatMap((statement) =>
      statement.type === 'ReturnStatement' ? [follow(statement.argument)] : [],
    );
    return results.length === 0 ? 'maybe' : either(results);
  }

  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier':
      return ofName(node);
    case 'MemberExpression':
      return leavesZod.test(propertyName(context, node) ?? '') ? 'no' : follow(node.object);
    case 'CallExpression':
      return staticString(context, node.arguments[0] ?? node) === 'zod' ? 'yes' : follow(node.callee);
    case 'NewExpression':
      return follow(node.callee);
    case 'ImportExpression':
      return isSchemaModule(staticString(context, node.source) ?? '') ? 'yes' : 'maybe';
    case 'AwaitExpression':
      return follow(node.argument);
    case 'ConditionalExpression':
      return either([follow(node.consequent), follow(node.alternate)]);
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return either([follow(node.left as Node), follow(node.right)]);
    case 'SequenceExpression':
      return follow(node.expressions.at(-1));
    case 'ArrayExpression':
      return either(node.elements.map((one) => (one?.type === 'SpreadElement' ? follow(one.argument) : follow(one))));
    case 'ObjectExpression':
      return either(node.properties.map((one) => (one.type === 'Property' ? follow(one.value) : follow(one.argument))));
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return ofFunction(node);
    default:
      return 'no';
  }
}
