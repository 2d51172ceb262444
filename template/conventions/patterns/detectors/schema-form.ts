import { chain, lineOf } from '../callee.ts';
import type { Detector } from '../detector.ts';
import { moduleExports } from '../module-exports.ts';

const forms = ['strictObject', 'object', 'looseObject', 'another schema'];

/** What a schema of something that comes from outside (`…InputSchema`, `…QuerySchema` …) does with a key that it does not know. */
export const schemaForm: Detector = {
  name: 'schema-form',
  forms,
  looksAt: ({ folder, path }) => folder === 'src' && path.includes('.schema.'),
  detect({ program }) {
    const fromOutside = moduleExports(program).filter(({ name }) => /(?:Input|Query|Body|Params)Schema$/.test(name));
    return fromOutside.map(({ value, line }) => {
      const names = value === null ? [] : chain(value);
      return { form: forms.find((form) => names.includes(form)) ?? 'another schema', line };
    });
  },
};

/** How a schema says that a value may be absent. */
export const absenceForm: Detector = {
  name: 'absence-form',
  forms: ['nullable, default null', 'optional', 'nullish', 'partial'],
  looksAt: ({ folder, path }) => folder === 'src' && path.includes('.schema.'),
  detect({ nodes }) {
    return nodes('CallExpression').flatMap((node) => {
      const names = chain(node.callee);
      const [method = '', before = ''] = names.toReversed();
      const line = lineOf(node);
      if (/^(?:optional|nullish|partial)$/.test(method)) return [{ form: method, line }];
      const [argument] = node.arguments;
      const isNull = argument?.type === 'Literal' && argument.value === null;
      return method === 'default' && before === 'nullable' && isNull ? [{ form: 'nullable, default null', line }] : [];
    });
  },
};
