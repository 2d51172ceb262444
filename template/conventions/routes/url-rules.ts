import { isParameter, when, type RouteRule } from './endpoint.ts';
import { isPlural } from './plural.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const VERBS = new Set(['add', 'create', 'delete', 'do', 'fetch', 'find', 'get', 'insert', 'make', 'remove', 'update']);

const isKebab = (name: string): boolean => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name);

function isPluralNoun(name: string): boolean {
  const words = name.split('-');
  return isPlural(words.at(-1) ?? '') && !(words.length > 1 && VERBS.has(words[0] ?? ''));
}

const method: RouteRule = ({ method: name }) =>
  when(
    !METHODS.has(name),
    'always',
    'no route of an API answers to this method. Name the one method that is meant, in place of `all`',
  );

const place: RouteRule = ({ file }) =>
  when(
    file !== null && !/[\\/]src[\\/]routes[\\/]/.test(file),
    'always',
    'it is registered outside of `src/routes/`, where nobody looks for it. Move it to a `*.route.ts` there',
  );

const version: RouteRule = ({ url }) =>
  when(
    !/^\/v[1-9]\d*(?:\/|$)/.test(url),
    'version',
    'it is not below `/v1`, so its form could never change. Register it in `src/routes/v1/`; a health check is marked `probe`',
  );

const names: RouteRule = ({ url, parts, singletons }) => {
  const fixed = parts.flatMap((part, index) => (isParameter(part) ? [] : [{ part, index }]));
  const base = /^\/(?:v\d+\/)?/.exec(url)?.[0] ?? '/';
  const last = fixed.at(-1)?.index;
  return [
    ...when(fixed.length === 0, 'name', 'its URL names no resource. Write `/v1/<plural noun>`'),
    ...fixed.flatMap(({ part, index }) => {
      if (!isKebab(part)) return when(true, 'names', `"${part}" is not in kebab-case. Write \`order-items\``);
      const here = base + parts.slice(0, index + 1).join('/');
      const isKnown = here !== url && singletons.has(here);
      return when(
        !isKnown && !isPluralNoun(part),
        index === last ? 'name' : 'names',
        `"${part}" is no plural noun. Name the resource in the plural, and let the method say what is done; what is no collection is marked (\`config: { contract: 'singleton' }\`). A plural that is not known here goes into conventions/routes/plural.ts`,
      );
    }),
  ];
};

/** Where a route stands and what it is called. */
export const urlRules: readonly RouteRule[] = [method, place, version, names];
