import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { cameFrom } from './came-from.ts';
import { constantOf, propertyName, unwrap } from './resolve.ts';

type Sdk = {
  readonly source: string;
  /** What makes the client. `default` is the default export. */
  readonly name: string;
  /** Which argument has its options, and where among them its `fetch` is. */
  readonly argument: number;
  readonly path: readonly string[];
  /** The same, as one writes it. */
  readonly option: string;
};

const supabase = { argument: 2, path: ['global', 'fetch'], option: 'global: { fetch: supabaseFetch }' };
const openAi = { source: 'openai', argument: 0, path: ['fetch'], option: "fetch: boundedFetch('openai')" };

const sdks: readonly Sdk[] = [
  { source: '@supabase/supabase-js', name: 'createClient', ...supabase },
  { source: '@supabase/supabase-js', name: 'SupabaseClient', ...supabase },
  { ...openAi, name: 'OpenAI' },
  { ...openAi, name: 'default' },
  {
    source: 'jose',
    name: 'createRemoteJWKSet',
    argument: 1,
    path: ['[customFetch]'],
    option: "[customFetch]: boundedFetch('jwks')",
  },
];

type Call = Node & { readonly callee: Node; readonly arguments: readonly Node[] };

/** Whether a file names an SDK at all: most do not, and need not be looked at call by call. */
export const namesSdk = ({ sourceCode }: Rule.RuleContext): boolean =>
  sdks.some(({ source }) => sourceCode.text.includes(source));

/** The SDK that a call or a `new` makes a client of, or null. */
export function sdkOf(context: Rule.RuleContext, { callee }: Call): Sdk | null {
  const origin = cameFrom(context, callee);
  if (origin?.kind !== 'module') return null;
  // `import OpenAI`, `openai.OpenAI`, `openai.default` and `(await import('openai')).default.OpenAI`.
  const named = origin.path.filter((part) => part !== 'default');
  const name = named.length === 0 && origin.path.length > 0 ? 'default' : named.join('.');
  return sdks.find((sdk) => sdk.source === origin.source && sdk.name === name) ?? null;
}

const objectOf = (context: Rule.RuleContext, node: Node): Node => {
  const inner = unwrap(node);
  return inner.type === 'Identifier' ? unwrap(constantOf(context, inner) ?? inner) : inner;
};

// `[customFetch]: …` has the symbol that jose exports for a key.
const keyOf = (context: Rule.RuleContext, node: Node): string | null => {
  if (node.type !== 'Property') return null;
  if (!node.computed) return propertyName(context, node);
  const symbol = cameFrom(context, node.key)?.path.at(-1);
  return symbol === undefined ? propertyName(context, node) : `[${symbol}]`;
};

function optionAt(context: Rule.RuleContext, options: Node, path: readonly string[]): Node | null {
  const object = objectOf(context, options);
  const [name, ...rest] = path;
  if (name === undefined) return object;
  if (object.type !== 'ObjectExpression') return null;
  const found = object.properties.toReversed().flatMap((property): Node[] => {
    if (property.type === 'SpreadElement')
      return [optionAt(context, property.argument, path)].filter((one) => one !== null);
    const value = keyOf(context, property) === name ? optionAt(context, property.value, rest) : null;
    return value === null ? [] : [value];
  });
  return found[0] ?? null;
}

/** Whether the options of a client visibly have a `fetch` that is not the runtime's. */
export function takesOurFetch(context: Rule.RuleContext, call: Call, { argument, path }: Sdk): boolean {
  const options = call.arguments[argument];
  const given = options === undefined ? null : optionAt(context, options, path);
  if (given === null || (given.type === 'Literal' && given.value === null)) return false;
  return cameFrom(context, given)?.kind !== 'global';
}
