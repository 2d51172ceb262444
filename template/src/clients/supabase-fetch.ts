import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';
import { boundedFetch } from './bounded-fetch.ts';

const base = new URL(config.SUPABASE_URL.replace(/(?<!\/)\/*$/, '/'));
const TABLE_OR_FUNCTION = /^rest\/v1\/(rpc\/)?\w+$/;
const OTHER_API = /^(auth|storage)\/v1\/./;
const DOT_SEGMENT = /[/\\](\.|%2e){1,2}([/\\?#]|%2f|%5c|$)/i;

const call = boundedFetch('supabase', config.SUPABASE_TIMEOUT_MS, requestContext.signal);

/**
 * Whether a name in the call (a table, a function, a file) walks to another endpoint of Supabase, which would then see
 * the key of the client that made the call. supabase-js resolves dot segments of tables and functions before it calls
 * fetch, but not those of files; calls of PostgREST are known by the schema in their headers.
 */
const leadsElsewhere = (input: Parameters<typeof fetch>[0], target: URL, headers: Headers): boolean => {
  if (!target.href.startsWith(base.href)) return true;
  if (typeof input === 'string' && DOT_SEGMENT.test(input)) return true;
  const isPostgrest = headers.has('accept-profile') || headers.has('content-profile');
  return !(isPostgrest ? TABLE_OR_FUNCTION : OTHER_API).test(target.pathname.slice(base.pathname.length));
};

/**
 * The `fetch` of every Supabase client: ends with the request it serves or after SUPABASE_TIMEOUT_MS, stays below the
 * three APIs that we use, tells the request's id, and logs each call at debug level.
 */
export const supabaseFetch: typeof fetch = async (input, init) => {
  const target = new URL(input instanceof Request ? input.url : input);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
  if (leadsElsewhere(input, target, headers))
    throw new TypeError(`Refused to call ${target.pathname}: a name in the call leads out of its API.`);
  // The triggers of the outbox note it with the event.
  const requestId = requestContext.requestId();
  if (requestId !== null) headers.set('x-request-id', requestId);
  return call(input, { ...init, headers });
};
