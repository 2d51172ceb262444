import { camelCase, splitWords } from '../../lib/words.ts';
import type { OpenApiDocument, Operation } from './read-document.ts';
import { singularWords } from './singular-words.ts';

export type NamedOperation = {
  /** `listInvoices`, `getInvoice`, `sendInvoice`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly params: readonly string[];
  readonly operation: Operation;
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** Their bodies or replies are no JSON, or they are not for other services. */
const LEFT_OUT = ['upload', 'stream', 'session', 'webhook', 'probe'];
const VERBS = { get: 'get', post: 'create', put: 'replace', patch: 'update', delete: 'delete' } as const;

const isParam = (segment: string): boolean => segment.startsWith('{');
const wordsOf = (segments: readonly string[], isOne: boolean): string[] =>
  segments.flatMap((segment, index) => {
    const words = splitWords(segment);
    return isOne || index < segments.length - 1 ? singularWords(words) : words;
  });

const hasPages = ({ responses }: Operation): boolean =>
  JSON.stringify(responses['200']?.content ?? {}).includes('"next_cursor"');

/** A name by what REST says of the method and the path: `/v1/invoices/{id}/send` by POST is `sendInvoice`. */
const nameOf = (method: (typeof METHODS)[number], path: string, operation: Operation): string => {
  const segments = path.split('/').filter((segment) => segment !== '' && !/^v\d+$/.test(segment));
  const names = segments.filter((segment) => !isParam(segment));
  const last = segments.at(-1) ?? '';
  const isAction = operation['x-contract'] === 'action' && !isParam(last) && names.length > 1;
  // Of one (`/invoices/{id}/send`), or of all (`/invoices/send`).
  const isOfOne = isParam(segments.at(-2) ?? '');
  if (isAction) return camelCase([...splitWords(last), ...wordsOf(names.slice(0, -1), isOfOne)]);
  if (method === 'get' && hasPages(operation)) return camelCase(['list', ...wordsOf(names, false)]);
  const isOne = isParam(last) || method === 'post';
  return camelCase([VERBS[method], ...wordsOf(names, isOne)]);
};

/** The operations of a document that a client can call, each by a name of its own, and the paths that were left out. */
export const operationsOf = ({ paths }: OpenApiDocument) => {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation === null ? [] : [{ method, path, operation }];
    }),
  );
  const isLeftOut = ({ operation }: { operation: Operation }): boolean =>
    LEFT_OUT.includes(operation['x-contract'] ?? '');
  const named = all
    .filter((one) => !isLeftOut(one))
    .map(({ method, path, operation }) => ({
      name: nameOf(method, path, operation),
      method: method.toUpperCase() as NamedOperation['method'],
      path,
      params: [...path.matchAll(/\{(\w+)\}/g)].map(([, param = '']) => param),
      operation,
    }));
  // Two that would have one name keep what makes them differ: the whole path.
  const count = (name: string): number => named.filter((one) => one.name === name).length;
  const operations: NamedOperation[] = named.map((one) =>
    count(one.name) === 1
      ? one
      : {
          ...one,
          name: camelCase([
            one.method.toLowerCase(),
            ...splitWords(one.path.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '')),
          ]),
        },
  );
  const leftOut = all.filter(isLeftOut).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  return { operations: operations.toSorted((a, b) => (a.name < b.name ? -1 : 1)), leftOut };
};
