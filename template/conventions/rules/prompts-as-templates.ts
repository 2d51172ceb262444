import type { Rule } from 'eslint';
import type { Function as FunctionNode, Node, ObjectExpression, Property } from 'estree';
import { propertyName, staticString, unwrap } from '../ast/resolve.ts';
import { returnedBy, textOrigin } from '../ast/text-origin.ts';
import { locate } from '../locate.ts';
import { promptArguments, promptKeys } from './prompts-as-templates/prompt-arguments.ts';
import { onPromptFile } from './prompts-as-templates/prompt-file.ts';

const promptName = /(?:^|[a-z\d_])(?:prompts?|instructions|system_?message)$/i;
const roles = new Set(['user', 'assistant']);
// Vectors and verdicts: what these get is data, not something to be done.
const notAsked = /\b(?:embeddings|moderations)\b/;

const WHY =
  'PATTERNS.md › Prompts: what is said to a model is a template with a version and a parsed input, so that it can be read, compared, and safely filled.';
const DO =
  'Write it in `src/prompts/<name>.prompt.ts` with `{{placeholders}}`, and send `renderPrompt(summarisePrompt, { text })`.';

/** Prompts are data in `src/prompts/`; elsewhere in `src/` none is written, nor put together. */
export const promptsAsTemplates: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      system: `A message of the system is made here. ${WHY} ${DO}`,
      message: `What this message says is {{how}} here. ${WHY} ${DO} What people said before comes from data: \`{ role: message.role, content: message.content }\`.`,
      argument: `\`{{name}}\` of a call to a model is {{how}} here. ${WHY} ${DO}`,
      named: `\`{{name}}\` is a prompt that is {{how}} here. ${WHY} ${DO}`,
      form: 'This is not one prompt written out. PATTERNS.md › Prompts: a prompt is data, so that nothing in it can be put together. Write `export const summarisePrompt = { name, version, input, messages } satisfies Prompt`, and nothing else.',
      plain:
        '`{{name}}` is not written out. PATTERNS.md › Prompts: a prompt is data, so that nothing in it can be put together. Write a plain string, or a template string without `${}`, and `{{field}}` for what varies.',
      import:
        "'{{name}}' is imported by a prompt. PATTERNS.md › Prompts: a prompt is data. Import `zod`, and schemas and types from `../schemas/`, and nothing else.",
    },
  },
  create(context) {
    const here = locate(context.filename);
    if (here.folder !== 'src') return {};
    if (here.layer === 'prompts') return onPromptFile(context);
    const reported = new Set<Node>();

    const report = (node: Node, messageId: string, data: Record<string, string> = {}): void => {
      if (reported.has(node)) return;
      reported.add(node);
      context.report({ node, messageId, data });
    };
    const how = (origin: string): string => (origin === 'written' ? 'written' : 'put together');

    const get = ({ properties }: ObjectExpression, name: string): Property | null =>
      properties.find((one): one is Property => one.type === 'Property' && propertyName(context, one) === name) ?? null;

    function checkMessage(object: ObjectExpression): void {
      const [role, content] = [get(object, 'role'), get(object, 'content')];
      const isSpread = object.properties.some(({ type }) => type === 'SpreadElement');
      if (role === null || (content === null && !isSpread)) return;
      const name = staticString(context, role.value);
      if (name === 'system' || name === 'developer') return report(content ?? object, 'system');
      if (content === null || (name !== null && !roles.has(name))) return;
      const origin = textOrigin(context, content.value);
      // An answer may be gathered from a stream before it is kept.
      if (origin === 'written' || (origin === 'assembled' && name === 'user')) {
        report(content.value, 'message', { how: how(origin) });
      }
    }

    function checkArguments(object: ObjectExpression): void {
      for (const property of object.properties) {
        const name = property.type === 'Property' ? propertyName(context, property) : null;
        if (property.type !== 'Property' || name === null || !promptKeys.has(name)) continue;
        const origin = textOrigin(context, property.value);
        if (origin !== 'data') report(property.value, 'argument', { name, how: how(origin) });
      }
    }

    const isEmbedding = (object: ObjectExpression & Rule.NodeParentExtension): boolean =>
      get(object, 'dimensions') !== null ||
      (object.parent.type === 'CallExpression' && notAsked.test(context.sourceCode.getText(object.parent.callee)));

    // A name alone is a weak sign: it takes a sentence, or something put together.
    function checkNamed(name: string, value: Node, at: Node): void {
      const node = unwrap(value);
      if (/Function/.test(node.type)) {
        return returnedBy(context, node as FunctionNode).forEach((result) => checkNamed(name, result, at));
      }
      if (node.type === 'ObjectExpression') {
        return node.properties.forEach((one) => one.type === 'Property' && checkNamed(name, one.value, one));
      }
      const isMade =
        node.type === 'CallExpression' && /\.(?:join|concat)\($/.test(context.sourceCode.getText(node.callee) + '(');
      if (!isMade && !/^(?:Literal|TemplateLiteral|TaggedTemplateExpression|BinaryExpression)$/.test(node.type)) return;
      const origin = textOrigin(context, node);
      const text = staticString(context, node);
      if (origin !== 'data' && (text === null || /\S\s+\S/.test(text))) report(at, 'named', { name, how: how(origin) });
    }

    return {
      ObjectExpression(node) {
        checkMessage(node);
        if (get(node, 'model') !== null && !isEmbedding(node)) checkArguments(node);
      },
      CallExpression(node) {
        for (const argument of promptArguments(context, node)) checkArguments(argument);
      },
      VariableDeclarator({ id, init }) {
        if (id.type === 'Identifier' && init && promptName.test(id.name)) checkNamed(id.name, init, id);
      },
      FunctionDeclaration(node) {
        if (promptName.test(node.id.name)) checkNamed(node.id.name, node, node.id);
      },
    };
  },
};
