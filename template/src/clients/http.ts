import axios, { type InternalAxiosRequestConfig } from 'axios';
import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';
import { callHost } from './http/call-host.ts';
import { upstreamError } from './http/upstream-error.ts';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Who is called, for the log: `weather`. */
    service?: string;
  }
}

/** Tells the id of the request that it is for; goes straight to the host of its URL, and no further. */
const bind = (call: InternalAxiosRequestConfig): InternalAxiosRequestConfig => {
  const requestId = requestContext.requestId();
  if (requestId !== null) call.headers.set('x-request-id', requestId, false);
  return { ...call, adapter: callHost, maxRedirects: 0, proxy: false, httpVersion: 1, socketPath: null };
};

/**
 * The way out to other services (docs/http.md). Each call has a deadline, and ends with the request that it serves; its host
 * has a limit, and is left alone for a while where it fails; it is tried again where that is safe (GET, HEAD, OPTIONS, PUT,
 * DELETE, or with an `Idempotency-Key`); it is in the log. Only public addresses are called, and those that
 * OUTGOING_PRIVATE_HOSTS names. A redirect is an answer, never followed.
 * @throws 503 `upstream_failed`, `upstream_down` or `upstream_busy`, 504 `upstream_timeout`, 422 `address_refused`
 * @see https://axios-http.com
 */
export const http = axios.create({ allowAbsoluteUrls: false, maxContentLength: config.OUTGOING_MAX_BYTES });

http.interceptors.request.use(bind);
http.interceptors.response.use(undefined, (thrown: unknown) => {
  throw upstreamError(thrown);
});
