import type { Node, ThrowStatement } from 'estree';
import { unwrap } from '../../ast/resolve.ts';
import { chain, lineOf } from '../callee.ts';
import type { Detector } from '../detector.ts';

const forms = ['made by a function', 'new Error', 'error class', 'no error', 'returned'] as const;
type Form = (typeof forms)[number];

// What was caught or handed over is thrown on: nothing was chosen there.
function thrownForm({ argument }: ThrowStatement): Form | null {
  const node = unwrap(argument);
  const made = node.type === 'AwaitExpression' ? unwrap(node.argument) : node;
  if (made.type === 'CallExpression') return chain(made).join('.') === 'Error' ? 'new Error' : 'made by a function';
  if (made.type === 'NewExpression') return chain(made.callee).join('.') === 'Error' ? 'new Error' : 'error class';
  return /^(?:Literal|TemplateLiteral|ObjectExpression)$/.test(made.type) ? 'no error' : null;
}

// `return { ok: false, … }`, `return { error: … }`: each caller would have to look.
function isReturnedError(node: Node): boolean {
  const value = unwrap(node);
  if (value.type !== 'ObjectExpression') return false;
  return value.properties.some((property) => {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') return false;
    const isNo = property.value.type === 'Literal' && property.value.value === false;
    return /^(?:ok|success)$/.test(property.key.name) && isNo;
  });
}

/** How the layers that answer a caller say that something failed. */
export const errorForm: Detector = {
  name: 'error-form',
  forms,
  looksAt: ({ folder, path }) => folder === 'src' && /^(?:services|repositories|routes|jobs|plugins)\//.test(path),
  detect({ nodes }) {
    const thrown = nodes('ThrowStatement').flatMap((node) => {
      const form = thrownForm(node);
      return form === null ? [] : [{ form, line: lineOf(node) }];
    });
    const returned = nodes('ReturnStatement')
      .filter(({ argument }) => argument && isReturnedError(argument))
      .map((node) => ({ form: 'returned', line: lineOf(node) }));
    return [...thrown, ...returned];
  },
};
