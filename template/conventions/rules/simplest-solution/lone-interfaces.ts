import type { Rule } from 'eslint';
import type { Function as FunctionNode, Identifier, Node } from 'estree';
import { literalOf } from '../../ast/literal-of.ts';
import { returnedBy } from '../../ast/text-origin.ts';
import type { Report } from './module-level.ts';

// The parser adds these to ESTree.
type Member = { type: string; typeAnnotation?: { typeAnnotation?: { type: string } } };
type Typed = { typeAnnotation?: { typeAnnotation?: TypeNode } | TypeNode; returnType?: { typeAnnotation?: TypeNode } };
type TypeNode = { type: string; typeName?: { type: string; name?: string }; members?: Member[] };
type Declaration = { id: Identifier; body: { body: Member[] }; typeAnnotation: TypeNode };

type Asserted = { expression: Node; typeAnnotation: TypeNode };

const isFunction = ({ type, typeAnnotation }: Member): boolean =>
  type === 'TSMethodSignature' ||
  (type === 'TSPropertySignature' && typeAnnotation?.typeAnnotation?.type === 'TSFunctionType');

const nameOf = (type: TypeNode | undefined): string | null =>
  type?.type === 'TSTypeReference' && type.typeName?.type === 'Identifier' ? (type.typeName.name ?? null) : null;

/** An interface of functions that one object of the same file implements. */
export function onLoneInterfaces(context: Rule.RuleContext, report: Report): Rule.RuleListener {
  const interfaces = new Map<string, Node>();
  const implementations: string[] = [];

  function declare(id: Identifier, members: readonly Member[]): void {
    if (members.length > 0 && members.every(isFunction)) interfaces.set(id.name, id);
  }
  function implement(name: string | null, value: Node | null | undefined): void {
    const held = value ? (literalOf(context, value) ?? []) : [];
    if (name !== null && held.some(({ type }) => type === 'ObjectExpression')) implementations.push(name);
  }
  const ofFunction = (node: FunctionNode): void => {
    const name = nameOf((node as Typed).returnType?.typeAnnotation);
    if (name !== null) for (const result of returnedBy(context, node)) implement(name, result);
  };

  // ESLint's types know ESTree only.
  const ofTypeScript: Record<string, (node: never) => void> = {
    TSInterfaceDeclaration: ({ id, body }: Declaration) => declare(id, body.body),
    TSTypeAliasDeclaration: ({ id, typeAnnotation }: Declaration) => declare(id, typeAnnotation.members ?? []),
    'TSSatisfiesExpression, TSAsExpression': ({ expression, typeAnnotation }: Asserted) =>
      implement(nameOf(typeAnnotation), expression),
  };
  return {
    ...(ofTypeScript as Rule.RuleListener),
    VariableDeclarator({ id, init }) {
      const { typeAnnotation } = id as Typed;
      const type = typeAnnotation && 'typeAnnotation' in typeAnnotation ? typeAnnotation.typeAnnotation : undefined;
      implement(nameOf(type), init);
    },
    'FunctionDeclaration, FunctionExpression, ArrowFunctionExpression': ofFunction,
    'Program:exit'() {
      for (const [name, node] of interfaces) {
        if (implementations.filter((one) => one === name).length !== 1) continue;
        report(node, 'interface', `\`${name}\` has functions only, and one object implements it`);
      }
    },
  };
}
