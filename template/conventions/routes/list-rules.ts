import { isParameter, when, type Endpoint, type RouteRule } from './endpoint.ts';
import { alternatives, something, type Shape } from './shape.ts';

const fieldsOf = (shape: Shape | undefined): Readonly<Record<string, Shape>> =>
  shape?.type === 'object' ? shape.fields : {};

/** The bodies of a GET that hold an array of rows. */
const lists = ({ method, response }: Endpoint): readonly Shape[] =>
  method !== 'GET'
    ? []
    : Object.entries(response)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, shapes]) => shapes.flatMap(alternatives))
        .filter((shape) =>
          something(fieldsOf(shape)['data'] ?? { type: 'nothing' }).some(({ type }) => type === 'array'),
        );

const GIVEN = new Set(['id', 'owner_id', 'version']);
const FILTERABLE = new Set(['string', 'number', 'int', 'boolean', 'enum', 'literal']);
// A time has no filter and no search of its own, and is a string as any other.
const isTime = (name: string): boolean => /(?:^|_)(?:at|on|date|time)$/.test(name);

/** Whether a list's rows have something to search or filter by. */
const canNarrow = (list: Shape): boolean =>
  something(fieldsOf(list)['data'] ?? { type: 'nothing' })
    .flatMap((data) => (data.type === 'array' ? something(data.element) : []))
    .flatMap((row) => Object.entries(fieldsOf(row)))
    .some(
      ([name, field]) =>
        !GIVEN.has(name) &&
        !isTime(name) &&
        something(field).some((one) => one.type === 'value' && FILTERABLE.has(one.name)),
    );

const collection: RouteRule = (endpoint) => {
  const { method, parts } = endpoint;
  const isRow = isParameter(parts.at(-1) ?? '');
  return [
    ...when(
      method === 'GET' && !isRow && lists(endpoint).length === 0,
      'collection',
      'a GET on a collection answers a page of rows. Give `pageOf(…)`; one thing is marked `singleton`',
    ),
    ...when(
      method === 'POST' && isRow,
      'collection',
      'POST creates a row in a collection, and this URL is one row. Use PUT or PATCH, or give what is done a name and mark it `action`',
    ),
    ...when(
      ['PUT', 'PATCH', 'DELETE'].includes(method) && !isRow,
      'collection',
      `${method} is for one row, and this URL is a collection. Add \`/:id\`; one thing is marked \`singleton\``,
    ),
  ];
};

const page: RouteRule = (endpoint) => {
  const found = lists(endpoint);
  const keys = endpoint.querystring.flatMap(alternatives).flatMap((shape) => Object.keys(fieldsOf(shape)));
  const missing = ['limit', 'cursor', 'sort'].filter((key) => !keys.includes(key));
  const narrows = keys.some((key) => !['limit', 'cursor', 'sort'].includes(key));
  const isPage = found.every((list) => {
    const pagination = fieldsOf(fieldsOf(list)['pagination']);
    return 'limit' in pagination && 'next_cursor' in pagination;
  });
  if (found.length === 0) return [];
  return [
    ...when(!isPage, 'page', 'it answers a list without `pagination`, so all rows come at once. Answer `pageOf(…)`'),
    ...when(
      missing.length > 0,
      'page',
      `the query of its list has no ${missing.join(', ')}. Spread \`...pageQuery\` into it, and add \`sort\``,
    ),
    ...when(
      !endpoint.limitHasMaximum,
      'page',
      'its `limit` has no maximum, so one call could read every row. Spread `...pageQuery`',
    ),
    ...when(
      !narrows && found.some(canNarrow),
      'page',
      'its list can be neither searched nor filtered. Add `q: filter.search()`, and a filter for each column that callers look by',
    ),
  ];
};

/** What a collection is, and what its list takes and answers. */
export const listRules: readonly RouteRule[] = [collection, page];
