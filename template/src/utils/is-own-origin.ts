import type { IncomingHttpHeaders } from 'node:http';

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/**
 * Whether a request that a browser signs by a cookie comes from a page of ours: of the API's own host, or of an allowed
 * origin. Browsers name the page with each unsafe request and each socket, and a page cannot change it; whoever names
 * none is refused.
 * @param host the host that the request was sent to
 */
export function isOwnOrigin(
  { origin, 'sec-fetch-site': site }: IncomingHttpHeaders,
  host: string,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return false;
  if (allowed.includes(origin)) return true;
  // `Sec-Fetch-Site` knows the scheme as well, which a proxy in front hides from us.
  return hostOf(origin) === host.toLowerCase() && (site === undefined || site === 'same-origin');
}
