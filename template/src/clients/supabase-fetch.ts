import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';

// A name with dot segments would walk to another endpoint of Supabase, with the key of the client that made the call.
const reachesElsewhere = (url: URL): boolean =>
  ![config.SUPABASE_URL + '/rest/v1/', config.SUPABASE_URL + '/storage/v1/', config.SUPABASE_URL + '/auth/v1/'].some(
    (base) => url.href.startsWith(base),
  );

/**
 * The `fetch` of every Supabase client: ends with the request it serves or after SUPABASE_TIMEOUT_MS, stays below the
 * three APIs that we use, and logs each call at debug level.
 */
export const supabaseFetch: typeof fetch = async (input, init) => {
  const target = new URL(input instanceof Request ? input.url : input);
  if (reachesElsewhere(target))
    throw new TypeError(`Refused to call ${target.pathname}: it is outside of Supabase's APIs.`);
  const signals = [requestContext.signal(), init?.signal, AbortSignal.timeout(config.SUPABASE_TIMEOUT_MS)];
  const signal = AbortSignal.any(signals.filter((one) => one !== undefined && one !== null));
  const started = performance.now();
  const response = await fetch(input, { ...init, signal });
  requestContext.log()?.debug({
    supabase: { method: init?.method ?? 'GET', path: target.pathname, status: response.status },
    ms: Math.round(performance.now() - started),
  });
  return response;
};
