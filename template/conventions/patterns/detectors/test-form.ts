import type { CallExpression } from 'estree';
import { chain, lineOf } from '../callee.ts';
import type { Detector } from '../detector.ts';

const OTHER_RUNNER = /^(?:node:test|vitest|mocha|ava|tap)$/;
const MODIFIER = /^(?:each|only|skip|todo|failing|concurrent)$/;

// `it.each(…)('…', …)` is a call of a call; only the outer one is the test. `test.app.inject()` is none.
function testName({ callee, arguments: [title] }: CallExpression): string | null {
  const [name = '', ...modifiers] = chain(callee);
  const isTitled = title !== undefined && /^(?:Literal|TemplateLiteral|BinaryExpression|Identifier)$/.test(title.type);
  return (name === 'it' || name === 'test') && isTitled && modifiers.every((one) => MODIFIER.test(one)) ? name : null;
}

/** How tests are written: sentences that begin with `it`, by Jest, or in another way. */
export const testForm: Detector = {
  name: 'test-form',
  forms: ['it', 'test', 'another runner'],
  looksAt: ({ folder, path }) => folder === 'test' && /\.test\.[cm]?[jt]s$/.test(path),
  detect({ nodes }) {
    const tests = nodes('CallExpression').flatMap((node) => {
      const form = testName(node);
      return form === null ? [] : [{ form, line: lineOf(node) }];
    });
    const foreign = nodes('ImportDeclaration').filter(({ source }) => OTHER_RUNNER.test(String(source.value)));
    return [...tests, ...foreign.map((node) => ({ form: 'another runner', line: lineOf(node) }))];
  },
};
