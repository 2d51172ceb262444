import { quotedText } from './quoted-text.ts';

type Fetch = (request: Request, context: { peerAddress: string | null }) => Response | Promise<Response>;
type Row = Record<string, unknown>;

const CAST = /(^|,)(\w+)::text(?=,|$)/g;

const stringify = (row: Row, columns: readonly string[]): Row => ({
  ...row,
  ...Object.fromEntries(columns.map((column) => [column, row[column] === null ? null : String(row[column])])),
});

/** Lite makes one list of several `or`, so that a page of a search has rows that only the cursor or only the search wants. */
const nestAlternatives = (url: URL): boolean => {
  const lists = url.searchParams.getAll('or');
  if (lists.length < 2) return false;
  url.searchParams.delete('or');
  url.searchParams.append('and', `(${lists.map((list) => `or${list}`).join(',')})`);
  return true;
};

/** Conditions with a quote in a quoted text, as Lite reads it rightly. */
const hideEscapes = (url: URL): boolean => {
  const changed = [...url.searchParams].filter(
    ([key, value]) => (/^(not\.)?(or|and)$/.test(key) || /^(not\.)?in\./.test(value)) && value.includes('\\'),
  );
  for (const [key, value] of changed) {
    url.searchParams.delete(key, value);
    url.searchParams.append(key, quotedText.hideEscapes(value));
  }
  return changed.length > 0;
};

/**
 * Lite writes and then reads again, with the filters of the write, where a write selects with a cast (`total::text`): a
 * row that no longer matches, such as one whose version went up, is missing from the reply. PostgREST returns what it
 * wrote. So the cast is taken off the request and done here; unsafe numbers come as exact text (see openLiteConnection).
 */
export function likePostgrest(fetch: Fetch): Fetch {
  return async (request, context) => {
    const url = new URL(request.url);
    const isChanged = [nestAlternatives(url), hideEscapes(url)].includes(true);
    const sent = isChanged ? new Request(url, request) : request;
    const select = url.searchParams.get('select') ?? '';
    // With another table in it (`*,customer(total::text)`) the cast may be that table's: left to Lite.
    const casts = select.includes('(') ? [] : [...select.matchAll(CAST)];
    const columns = casts.map(([, , column = '']) => column);
    const isWrite = url.pathname.startsWith('/rest/v1/') && ['POST', 'PATCH', 'DELETE'].includes(request.method);
    if (!isWrite || columns.length === 0) return fetch(sent, context);

    url.searchParams.set('select', select.replace(CAST, '$1$2'));
    const response = await fetch(new Request(url, sent), context);
    if (!response.ok || response.body === null) return response;
    const written = (await response.json()) as Row | Row[];
    const rows = Array.isArray(written) ? written.map((row) => stringify(row, columns)) : stringify(written, columns);
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    return Response.json(rows, { status: response.status, headers });
  };
}
