import type { Rule, Scope } from 'eslint';
import type { CallExpression, Function as FunctionNode, Identifier, MemberExpression, Node } from 'estree';
import { findVariable, propertyName, unwrap } from './resolve.ts';
import { isSchema } from './is-schema.ts';
import { literalOf } from './literal-of.ts';
import { within } from './within.ts';

/** Where a text comes from: somebody wrote it in the code, code puts it together out of data, or it is data. */
export type TextOrigin = 'written' | 'assembled' | 'data';

// These return the text they are called on, more or less.
const passesOn =
  /^(?:trim|slice|substring|replace|normalize|toString|toWellFormed|repeat|pad|to(?:Lower|Upper)Case|at$)/;

const strongest = (origins: readonly TextOrigin[]): TextOrigin =>
  origins.includes('written') ? 'written' : origins.includes('assembled') ? 'assembled' : 'data';

const isBlank = (node: Node): boolean => {
  const { type, value } = unwrap(node) as { type: string; value?: unknown };
  return type === 'Literal' && typeof value === 'string' && value.trim() === '';
};

// References know their identifiers without the parents that ESLint gives them.
const parentOf = (node: unknown): Rule.Node | null => (node as { parent?: Rule.Node | null }).parent ?? null;

/** What a function returns, as it is written: `() => x` and every `return x` of its own. */
export function returnedBy(context: Rule.RuleContext, { body }: FunctionNode): Node[] {
  if (body.type !== 'BlockStatement') return [body];
  const own = within(context, body, ({ type }) => /Function/.test(type));
  return own.flatMap((one) => (one.type === 'ReturnStatement' && one.argument ? [one.argument] : []));
}

// Each node is looked at once, so that what refers to itself, or twice to the same again and again, ends.
const known = new WeakMap<Node, TextOrigin>();
const MAX_DEPTH = 200;

/** Tells where a text comes from, by following it back to where it was written in this file. */
export function textOrigin(context: Rule.RuleContext, expression: Node, depth = 0): TextOrigin {
  const before = known.get(expression);
  if (before !== undefined) return before;
  known.set(expression, 'data');
  const origin = depth > MAX_DEPTH ? 'data' : findOrigin(context, expression, depth);
  known.set(expression, origin);
  return origin;
}

function findOrigin(context: Rule.RuleContext, expression: Node, depth: number): TextOrigin {
  const follow = (node: Node | null | undefined): TextOrigin => (node ? textOrigin(context, node, depth + 1) : 'data');

  // Of several pieces in a row: one alone is what it is, two were put together.
  function ofPieces(pieces: readonly Node[]): TextOrigin {
    const said = pieces.filter((piece) => !isBlank(piece));
    const origin = strongest(said.map(follow));
    return origin === 'data' && said.length > 1 ? 'assembled' : origin;
  }

  const callsOf = (owner: Node): CallExpression[] => {
    const named = owner.type === 'FunctionDeclaration' ? owner : parentOf(owner);
    if (!named) return [];
    const [variable] = context.sourceCode.getDeclaredVariables(named);
    return (variable?.references ?? []).flatMap(({ identifier }) => {
      const call = parentOf(identifier);
      return call?.type === 'CallExpression' && call.callee === identifier ? [call] : [];
    });
  };

  function ofParameter(name: Identifier, owner: FunctionNode): TextOrigin {
    const nameOf = (param: Node): Node => (param.type === 'AssignmentPattern' ? param.left : param);
    const index = owner.params.findIndex((param) => {
      const own = nameOf(param);
      return own.type === 'Identifier' && own.name === name.name;
    });
    const param = owner.params[index];
    if (param === undefined) return 'data';
    const given = callsOf(owner).map((call) => follow(call.arguments[index]));
    return strongest([param.type === 'AssignmentPattern' ? follow(param.right) : 'data', ...given]);
  }

  function ofVariable({ references }: Scope.Variable, init: Node | null | undefined): TextOrigin {
    const writes = references.flatMap(({ identifier, init: isInit, writeExpr }) => {
      const parent = parentOf(identifier);
      const operator = parent?.type === 'AssignmentExpression' ? parent.operator : '=';
      return !isInit && writeExpr ? [{ added: operator === '+=', value: writeExpr }] : [];
    });
    const added = writes.flatMap((write) => (write.added ? [write.value as Node] : []));
    const set = writes.flatMap((write) => (write.added ? [] : [follow(write.value as Node)]));
    return strongest([ofPieces([...(init ? [init] : []), ...added]), ...set]);
  }

  // What another module holds as a constant is written there; a prompt may be.
  const ofImport = ({ parent }: Scope.Definition): TextOrigin =>
    parent?.type === 'ImportDeclaration' && !/(?:^|\/)prompts\//.test(String(parent.source.value)) ? 'written' : 'data';

  function ofName(name: Identifier): TextOrigin {
    const variable = findVariable(context, name);
    const definition = variable?.defs[0];
    if (!variable || !definition) return 'data';
    if (definition.type === 'ImportBinding') return ofImport(definition);
    if (definition.type === 'Parameter') return ofParameter(name, definition.node as FunctionNode);
    if (definition.type !== 'Variable' || definition.node.id.type !== 'Identifier') return 'data';
    return ofVariable(variable, definition.node.init);
  }

  function ofMember(member: MemberExpression): TextOrigin {
    const held = literalOf(context, member);
    if (held !== null) return strongest(held.map(follow));
    let root: Node = member;
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    const definition = root.type === 'Identifier' ? findVariable(context, root)?.defs[0] : undefined;
    return definition?.type === 'ImportBinding' ? ofImport(definition) : 'data';
  }

  function ofJoin(receiver: Node): TextOrigin {
    const list = unwrap(receiver);
    const held = literalOf(context, list) ?? [];
    const [array] = held;
    if (array?.type === 'ArrayExpression') {
      const variable = list.type === 'Identifier' ? findVariable(context, list) : null;
      const pushed = (variable?.references ?? []).flatMap(({ identifier }) => {
        const parent = parentOf(identifier);
        const call = parentOf(parent ?? {});
        return parent?.type === 'MemberExpression' && call?.type === 'CallExpression' && call.callee === parent
          ? call.arguments.filter((_argument) => /^(?:push|unshift)$/.test(propertyName(context, parent) ?? ''))
          : [];
      });
      return ofPieces([...array.elements.filter((one) => one !== null), ...pushed]);
    }
    const mapped =
      list.type === 'CallExpression' ? list.arguments.find(({ type }) => /Function/.test(type)) : undefined;
    const texts = mapped ? returnedBy(context, mapped as FunctionNode).map(follow) : [];
    return strongest(['assembled', ...texts]);
  }

  function ofCall({ callee, arguments: given }: CallExpression): TextOrigin {
    const target = unwrap(callee);
    if (target.type === 'MemberExpression') {
      const method = propertyName(context, target) ?? '';
      if (method === 'join') return ofJoin(target.object);
      if (method === 'concat') return ofPieces([target.object, ...given]);
      if (passesOn.test(method)) return follow(target.object);
    }
    if (target.type === 'Identifier') {
      if (target.name === 'String') return follow(given[0]);
      const definition = findVariable(context, target)?.defs[0];
      const made = definition?.type === 'Variable' ? definition.node.init : definition?.node;
      if (made && /Function/.test(made.type)) return strongest(returnedBy(context, made as FunctionNode).map(follow));
    }
    if (/Function/.test(target.type)) return strongest(returnedBy(context, target as FunctionNode).map(follow));
    // `format('Summarise %s', text)`: a sentence goes in, and comes out.
    const isSentence = (one: Node): boolean => follow(one) === 'written' && /\s/.test(context.sourceCode.getText(one));
    const isFormatted = given.some((one) => /Literal|Binary/.test(one.type) && isSentence(one));
    return isFormatted && isSchema(context, callee as Node) !== 'yes' ? 'written' : 'data';
  }

  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' && !isBlank(node) ? 'written' : 'data';
    case 'TaggedTemplateExpression':
      return follow(node.quasi);
    case 'TemplateLiteral':
      return node.quasis.some(({ value }) => /\S/.test(value.raw)) ? 'written' : ofPieces(node.expressions);
    case 'BinaryExpression':
      return node.operator === '+' ? ofPieces([node.left, node.right]) : 'data';
    case 'Identifier':
      return ofName(node);
    case 'MemberExpression':
      return ofMember(node);
    case 'CallExpression':
      return ofCall(node);
    case 'ConditionalExpression':
      return strongest([follow(node.consequent), follow(node.alternate)]);
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return strongest([follow(node.left as Node), follow(node.right)]);
    case 'AwaitExpression':
      return follow(node.argument);
    case 'SequenceExpression':
      return follow(node.expressions.at(-1));
    case 'ArrayExpression':
      return strongest(node.elements.filter((one) => one !== null).map(follow));
    case 'ObjectExpression': {
      // A part of a message: `{ type: 'text', text: '…' }`.
      const text = node.properties.find((one) => one.type === 'Property' && propertyName(context, one) === 'text');
      return text?.type === 'Property' ? follow(text.value) : 'data';
    }
    default:
      return 'data';
  }
}
