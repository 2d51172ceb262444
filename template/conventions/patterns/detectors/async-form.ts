import { unwrap } from '../../ast/resolve.ts';
import { lineOf } from '../callee.ts';
import type { Detector } from '../detector.ts';

/** How the app waits: `await`, a chain of `then`, or a promise made by hand around a callback. */
export const asyncForm: Detector = {
  name: 'async-form',
  forms: ['await', 'then', 'new Promise'],
  looksAt: ({ folder }) => folder === 'src',
  detect({ nodes }) {
    const chained = nodes('CallExpression').filter(({ callee }) => {
      const member = unwrap(callee);
      return (
        member.type === 'MemberExpression' && member.property.type === 'Identifier' && member.property.name === 'then'
      );
    });
    const made = nodes('NewExpression').filter(
      ({ callee }) => callee.type === 'Identifier' && callee.name === 'Promise',
    );
    return [
      ...nodes('AwaitExpression').map((node) => ({ form: 'await', line: lineOf(node) })),
      ...chained.map((node) => ({ form: 'then', line: lineOf(node) })),
      ...made.map((node) => ({ form: 'new Promise', line: lineOf(node) })),
    ];
  },
};
