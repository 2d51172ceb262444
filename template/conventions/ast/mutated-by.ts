import type { Rule } from 'eslint';
import type { CallExpression, Node } from 'estree';
import { propertyName, unwrap } from './resolve.ts';

/** What a call changes: the object, by which method. A null object: as far as the name tells, nothing. */
export type Mutation = {
  readonly object: Node | null;
  readonly method: string;
  /** `Object.assign(object, …)` and the like, whose object is an argument. */
  readonly isStatic: boolean;
};

const mutators = new Set([
  ...['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'],
  ...['set', 'add', 'delete', 'clear', 'append'],
]);
const statics = /^(?:Object\.(?:assign|definePropert(?:y|ies))|Reflect\.(?:set|deleteProperty|defineProperty))$/;
const nothing: Mutation = { object: null, method: '', isStatic: false };

/** Reads a call by the names in it: `xs.sort()`, `xs['sort']()`, `Array.prototype.sort.call(xs)`, `Object.assign(x, …)`. */
export function mutatedBy(context: Rule.RuleContext, { callee, arguments: [first, second] }: CallExpression): Mutation {
  const node = unwrap(callee);
  if (node.type !== 'MemberExpression') return nothing;
  const owner = unwrap(node.object);
  const name = propertyName(context, node) ?? '';
  const methodOf = (part: Node | undefined): string => {
    const inner = part === undefined ? null : unwrap(part);
    const found = inner?.type === 'MemberExpression' ? propertyName(context, inner) : null;
    return found !== null && mutators.has(found) ? found : '';
  };

  const full = owner.type === 'Identifier' ? `${owner.name}.${name}` : name;
  if (statics.test(full)) return { object: first ?? null, method: full, isStatic: true };
  if (full === 'Reflect.apply')
    return methodOf(first) === '' ? nothing : { ...nothing, object: second ?? null, method: methodOf(first) };
  const borrowed = /^(?:call|apply|bind)$/.test(name) ? methodOf(owner) : '';
  if (borrowed !== '') return { ...nothing, object: first ?? null, method: borrowed };
  return mutators.has(name) ? { ...nothing, object: node.object, method: name } : nothing;
}
