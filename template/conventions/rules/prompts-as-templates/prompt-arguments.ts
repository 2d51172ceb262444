import type { Rule } from 'eslint';
import type { CallExpression, Node, ObjectExpression } from 'estree';
import { literalOf } from '../../ast/literal-of.ts';
import { constantOf, findVariable, propertyName, unwrap } from '../../ast/resolve.ts';

const owners = new Set([
  ...['responses', 'completions', 'conversations', 'assistants', 'threads', 'runs', 'messages', 'items', 'sessions'],
  ...['clientSecrets', 'images', 'videos', 'speech', 'transcriptions', 'translations'],
]);
const methods = new Set([
  ...['create', 'parse', 'stream', 'update', 'generate', 'edit', 'runTools', 'compact'],
  ...['createAndRun', 'createAndPoll', 'createAndStream', 'createAndRunPoll', 'createAndRunStream'],
]);

/** The arguments of OpenAI's API that tell a model what to do. */
export const promptKeys = new Set(['instructions', 'input', 'messages', 'prompt', 'system', 'additional_instructions']);

// The names on the way to a function: `openai.chat.completions.create`, also by way of constants and patterns.
function namesOf(context: Rule.RuleContext, expression: Node, depth = 0): (string | null)[] {
  const node = unwrap(expression);
  if (depth > 20) return [];
  if (node.type === 'MemberExpression') {
    const name = propertyName(context, node);
    return name === 'bind' || name === 'call' || name === 'apply'
      ? namesOf(context, node.object, depth + 1)
      : [...namesOf(context, node.object, depth + 1), name];
  }
  if (node.type === 'CallExpression') return namesOf(context, node.callee, depth + 1);
  if (node.type !== 'Identifier') return [];
  const constant = constantOf(context, node);
  if (constant !== null) return namesOf(context, constant, depth + 1);
  const definition = findVariable(context, node)?.defs[0];
  if (definition?.type !== 'Variable' || definition.node.id.type !== 'ObjectPattern') return [node.name];
  const property = definition.node.id.properties.find(
    (one) => one.type === 'Property' && one.value.type === 'Identifier' && one.value.name === node.name,
  );
  const name = property?.type === 'Property' ? propertyName(context, property) : node.name;
  return [...(definition.node.init ? namesOf(context, definition.node.init, depth + 1) : []), name];
}

/** The objects that a call hands to OpenAI's API, where they are written in this file; none of another call. */
export function promptArguments(
  context: Rule.RuleContext,
  { callee, arguments: given }: CallExpression,
): ObjectExpression[] {
  if (!given.some(({ type }) => /^(?:ObjectExpression|Identifier|TS)/.test(type))) return [];
  const [owner, method] = namesOf(context, callee).slice(-2);
  if (!owner || !method || !owners.has(owner) || !methods.has(method)) return [];
  return given
    .flatMap((argument) => literalOf(context, argument) ?? [])
    .filter((argument) => argument.type === 'ObjectExpression');
}
