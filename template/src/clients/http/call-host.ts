import axios, { AxiosError, type AxiosResponse, isAxiosError, type InternalAxiosRequestConfig } from 'axios';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { config } from '../../config/config.ts';
import { requestContext } from '../../context/request-context.ts';
import { appError } from '../../utils/app-error.ts';
import { untilAborted } from '../../utils/until-aborted.ts';
import { outgoingCall } from '../outgoing-call.ts';
import { agentsFor } from './agents-for.ts';
import { hostGate } from './host-gate.ts';
import { isDown } from './is-down.ts';

/** Attempts after the first. */
const RETRIES = 2;
const IDEMPOTENT = ['get', 'head', 'options', 'put', 'delete'];

const send = axios.getAdapter('http');
// Pauses of 100 ms to 2 s, at random, so that what failed together does not come back together.
const backoff = new ExponentialBackoff({ initialDelay: 100, maxDelay: 2000 });

type Call = { readonly request: InternalAxiosRequestConfig; readonly url: URL; readonly late: AbortSignal };

/** Sending it once more has no second effect, and is possible: a stream is read once. */
const isRepeatable = ({ method = 'get', headers, data }: InternalAxiosRequestConfig): boolean =>
  (IDEMPOTENT.includes(method.toLowerCase()) || headers.has('idempotency-key')) && typeof data?.pipe !== 'function';

/** `Retry-After` in milliseconds: seconds, or a date. Null where there is none. */
const retryAfter = ({ headers }: AxiosResponse): number | null => {
  const value = String(headers['retry-after'] ?? '');
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
};

const isTooMuch = (response: unknown): boolean =>
  typeof response === 'object' && response !== null && 'status' in response && response.status === 429;

const sendOnce = async ({ request, url, late }: Call): Promise<AxiosResponse> => {
  const { service = 'http', method = 'get', headers } = request;
  const call = outgoingCall({ service, method: method.toUpperCase(), url });
  try {
    const response = await send({ ...request, headers: headers.concat(call.headers) });
    call.end({ status: response.status });
    const ms = response.status === 429 || response.status === 503 ? retryAfter(response) : null;
    if (ms !== null) hostGate.rest(url.host, ms);
    return response;
  } catch (error) {
    const reason = late.aborted ? new AxiosError('It took too long.', 'ETIMEDOUT', request) : error;
    call.end({ failed: isAxiosError(reason) ? (reason.code ?? reason.message) : String(reason) });
    throw reason;
  }
};

const succeed = (
  response: AxiosResponse,
  { validateStatus, ...request }: InternalAxiosRequestConfig,
): AxiosResponse => {
  if (typeof validateStatus !== 'function' || validateStatus(response.status)) return response;
  throw new AxiosError('Its status says no.', AxiosError.ERR_BAD_RESPONSE, request, null, response);
};

/** Sends a call of `http` as often as it takes, is safe and fits its time; each time when its host may be called. */
export async function callHost(given: InternalAxiosRequestConfig): Promise<AxiosResponse> {
  const url = new URL(axios.getUri(given));
  if (!/^https?:$/.test(url.protocol)) throw new Error(`${url.protocol} is not http.`);
  const ms = given.timeout === undefined || given.timeout === 0 ? config.OUTGOING_TIMEOUT_MS : given.timeout;
  const until = performance.now() + ms;
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(appError.timeout('upstream_timeout', 'Another service took too long.')),
    ms,
  );
  const signals = [late.signal, requestContext.signal(), given.signal].filter((one) => one instanceof AbortSignal);
  const signal = AbortSignal.any(signals);
  // Every status is an answer here, so that it is seen.
  const request = { ...given, ...agentsFor(url), signal, timeout: 0, validateStatus: null };
  const isWorthIt = (): boolean => isRepeatable(given) && hostGate.restOf(url.host) < until - performance.now();
  const again = retry(
    handleWhen((error) => isDown.error(error) && isWorthIt()).orWhenResult(
      (response) => (isDown.response(response) || isTooMuch(response)) && isWorthIt(),
    ),
    { maxAttempts: RETRIES, backoff },
  );
  const attempt = async (): Promise<AxiosResponse> => {
    await hostGate.pass(url, until - performance.now(), signal);
    return hostGate.call(url.host, () => sendOnce({ request, url, late: late.signal }));
  };
  try {
    return succeed(await untilAborted(again.execute(attempt, signal), signal), given);
  } finally {
    clearTimeout(timer);
  }
}
