import { chain, lineOf } from '../callee.ts';
import type { Detector } from '../detector.ts';

const forms = ['the logger in `log`', 'console', 'standard output', 'another logger'] as const;
type Form = (typeof forms)[number];

const LEVELS = /^(?:trace|debug|info|warn|error|fatal)$/;
const ANOTHER = /^(?:winston|bunyan|loglevel|debug|signale|consola|log4js|tslog|roarr)$/;

function callForm(names: readonly string[]): Form | null {
  const [method = '', owner = ''] = names.toReversed();
  if (names.includes('console')) return 'console';
  if (/^process\.std(?:out|err)\.write$/.test(names.join('.'))) return 'standard output';
  if (!LEVELS.test(method)) return null;
  if (owner === 'log') return 'the logger in `log`';
  return /log(?:ger)?$/i.test(owner) ? 'another logger' : null;
}

/** Where the app writes its log: Fastify's logger (`request.log`, `app.log`, `requestContext.log()`), or something else. */
export const loggingForm: Detector = {
  name: 'logging-form',
  forms,
  looksAt: ({ folder }) => folder === 'src',
  detect({ nodes }) {
    const calls = nodes('CallExpression').flatMap((node) => {
      const form = callForm(chain(node.callee));
      return form === null ? [] : [{ form, line: lineOf(node) }];
    });
    const imports = nodes('ImportDeclaration')
      .filter(({ source }) => ANOTHER.test(String(source.value)))
      .map((node) => ({ form: 'another logger', line: lineOf(node) }));
    return [...calls, ...imports];
  },
};
