import { config } from '../config/config.ts';
import { outgoingLog } from './outgoing-log.ts';

/**
 * The one way out: the `fetch` that an SDK is given. A call ends with its own signal or after `timeoutMs`, its body
 * included, and is logged at debug level: `service` names who was called, the query (which may hold secrets) is left out.
 * It does not end with the request being handled: what several requests wait for, such as keys, must outlive each of them.
 */
export const boundedFetch =
  (service: string, timeoutMs: number = config.SUPABASE_TIMEOUT_MS): typeof fetch =>
  async (input, init) => {
    const request = input instanceof Request ? input : null;
    const signals = [init?.signal ?? request?.signal ?? null, AbortSignal.timeout(timeoutMs)];
    const signal = AbortSignal.any(signals.filter((one) => one !== null));
    const method = init?.method ?? request?.method ?? 'GET';
    const url = new URL(input instanceof Request ? input.url : input);
    const log = outgoingLog({ service, method, url });
    try {
      const response = await fetch(input, { ...init, signal });
      log({ status: response.status });
      return response;
    } catch (error) {
      log({ failed: String(error) });
      throw error;
    }
  };
