import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { constantOf, propertyName, unwrap } from '../ast/resolve.ts';
import { locate } from '../locate.ts';

// Stands for what is known only at run time, as in `gpt-${size}`.
const UNKNOWN = '\u0000';
const MAX_DEPTH = 200;
const MAX_LENGTH = 100_000;

// What follows the family: a version, a size, or what is known only at run time. Ordinary words (o1 in a sentence, whisper,
// tts, llama) and packages (gpt-tokenizer) name no model.
const families = [
  String.raw`(?:chat)?gpt-?[\d\0]|chatgpt-\w|gpt-(?:oss|image|audio|realtime|live)\b`,
  String.raw`o\d-(?:mini|pro|preview|deep-research|\d{4}|\0)|o\0-(?:mini|pro|preview)`,
  String.raw`text-embedding-[\w\0]|(?:text|omni)-moderation-[\w\0]|(?:text|code)-(?:davinci|cushman|curie|babbage|ada)-`,
  String.raw`(?:davinci|babbage)-\d|codex-mini|computer-use-preview|dall-?e\b|tts-\d|sora-\d`,
  String.raw`whisper-(?:[\d\0]|v\d|tiny|base|small|medium|large)`,
  String.raw`claude-[\w\0]|gemini-[\w\0]|gemma-?\d|(?:code)?llama-?[\d\0]`,
  String.raw`(?:open-)?(?:mistral|mixtral|codestral|ministral|magistral|pixtral|devstral)-[\w\0]`,
  String.raw`deepseek-(?:[vr]\d|chat|coder|reasoner)|qwen-?\d|grok-\d|phi-\d|command-r\b|kimi-k\d|glm-\d`,
];
const modelName = new RegExp(String.raw`(?<![a-z\d])(?:${families.join('|')})`, 'i');
const shortName = /^(?:\w+\/)?o[1-9]$/i;

const named = (text: string): boolean => modelName.test(text) || shortName.test(text);

const skipped = new Set(['ImportDeclaration', 'ImportExpression', 'ExportAllDeclaration', 'ExportNamedDeclaration']);

/** Models are named in `config/models.config.ts` alone, each with its last day. */
export const modelNames: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      named:
        "A model is named here ('{{text}}'). PATTERNS.md › Models: each model ends on a day, and what is named in one table can be checked for that, and replaced, in one place. Name it in `src/config/models.config.ts` with its last day, and ask for it by task: `livingModel(models.simple, new Date())`.",
    },
  },
  create(context) {
    const here = locate(context.filename);
    if (here.folder !== 'src' || here.path === 'config/models.config.ts') return {};

    const texts = new Map<Node, string>();

    // The text of an expression, as far as it is known. Each node is looked at once, so that what refers to itself ends.
    function known(expression: Node, depth = 0): string {
      const before = texts.get(expression);
      if (before !== undefined) return before;
      texts.set(expression, UNKNOWN);
      const text = depth > MAX_DEPTH ? UNKNOWN : fold(unwrap(expression), depth).slice(0, MAX_LENGTH);
      texts.set(expression, text);
      return text;
    }

    function fold(node: Node, depth: number): string {
      const part = (inner: Node): string => known(inner, depth + 1);
      if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : String(node.value);
      if (node.type === 'TemplateLiteral') {
        return node.quasis
          .map(
            ({ value }, index) => (value.cooked ?? '') + (node.expressions[index] ? part(node.expressions[index]) : ''),
          )
          .join('');
      }
      if (node.type === 'BinaryExpression' && node.operator === '+') return part(node.left) + part(node.right);
      if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
        const { object } = node.callee;
        const [argument] = node.arguments;
        const method = propertyName(context, node.callee);
        const list = unwrap(object);
        if (method === 'concat') return [object, ...node.arguments].map(part).join('');
        if (method !== 'join' || list.type !== 'ArrayExpression') return UNKNOWN;
        const separator = argument === undefined ? ',' : part(argument);
        return list.elements.map((one) => (one === null ? '' : part(one))).join(separator);
      }
      const constant = node.type === 'Identifier' ? constantOf(context, node) : null;
      const text = constant === null ? UNKNOWN : part(constant);
      // It is reported where it is declared.
      return named(text) ? UNKNOWN : text;
    }

    // A part of a longer text is looked at with the whole.
    const isPart = ({ parent }: Rule.NodeParentExtension): boolean =>
      parent.type === 'TemplateLiteral' || (parent.type === 'BinaryExpression' && parent.operator === '+');

    const check = (node: Node): void => {
      const text = known(node);
      if (named(text)) context.report({ node, messageId: 'named', data: { text: text.replaceAll(UNKNOWN, '…') } });
    };
    return {
      Literal(node) {
        const { parent } = node;
        if (typeof node.value !== 'string' || skipped.has(parent.type) || isPart(node)) return;
        check(node);
      },
      TemplateLiteral(node) {
        if (!isPart(node)) check(node);
      },
      BinaryExpression(node) {
        if (node.operator === '+' && !isPart(node)) check(node);
      },
      CallExpression(node) {
        if (node.callee.type !== 'MemberExpression') return;
        const parts =
          node.callee.object.type === 'ArrayExpression' ? node.callee.object.elements : [node.callee.object];
        const alone = [...parts, ...node.arguments].some((part) => part !== null && named(known(part as Node)));
        if (!alone && !isPart(node)) check(node);
      },
    };
  },
};
