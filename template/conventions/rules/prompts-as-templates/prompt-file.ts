import type { Rule } from 'eslint';
import type { Node, ObjectExpression, Program } from 'estree';
import { onEveryImport } from '../../ast/on-every-import.ts';
import { propertyName, unwrap } from '../../ast/resolve.ts';
import { isRelative } from '../../ast/resolve-import.ts';

const isPlain = (node: Node): boolean => {
  const { type, expressions } = unwrap(node) as { type: string; expressions?: unknown[] };
  return type === 'Literal' || (type === 'TemplateLiteral' && expressions?.length === 0);
};

/** What a prompt's own file must be: one exported object, whose messages are written out. */
export function onPromptFile(context: Rule.RuleContext): Rule.RuleListener {
  const report = (node: Node, messageId: string, name = ''): void =>
    context.report({ node, messageId, data: { name } });

  function checkKeys(object: ObjectExpression, keys: readonly string[]): void {
    for (const property of object.properties) {
      if (property.type !== 'Property') report(property, 'form');
      else if (keys.includes(propertyName(context, property) ?? '') && !isPlain(property.value)) {
        report(property.value, 'plain', propertyName(context, property) ?? '');
      }
    }
  }

  function checkMessages(value: Node): void {
    const list = unwrap(value);
    if (list.type !== 'ArrayExpression') return report(value, 'plain', 'messages');
    for (const element of list.elements) {
      const message = element === null ? null : unwrap(element);
      if (message?.type === 'ObjectExpression') checkKeys(message, ['role', 'content']);
      else if (element !== null) report(element, 'plain', 'messages');
    }
  }

  function checkPrompt(init: Node | null | undefined, at: Node): void {
    const prompt = init ? unwrap(init) : null;
    if (prompt?.type !== 'ObjectExpression') return report(at, 'form');
    checkKeys(prompt, ['name', 'version']);
    for (const property of prompt.properties) {
      if (property.type === 'Property' && propertyName(context, property) === 'messages') checkMessages(property.value);
    }
  }

  const isQuiet = ({ type }: Node): boolean =>
    type === 'ImportDeclaration' || type === 'VariableDeclaration' || (type as string).startsWith('TS');

  return {
    ...onEveryImport(context, ({ source, node }) => {
      if (source !== 'zod' && !isRelative(source)) report(node, 'import', source);
    }),
    Program({ body }: Program) {
      for (const statement of body) {
        const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
        if (isQuiet(statement) || (declaration && (declaration.type as string).startsWith('TS'))) continue;
        if (declaration?.type !== 'VariableDeclaration') report(statement, 'form');
        else for (const { init } of declaration.declarations) checkPrompt(init, statement);
      }
    },
  };
}
