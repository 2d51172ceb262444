import { config } from '../config/config.ts';
import { outgoingCall } from './outgoing-call.ts';

/**
 * The one way out: the `fetch` that an SDK is given. A call ends with its own signal or after `timeoutMs`, its body
 * included, and is logged, measured and traced (see `outgoingCall`): `service` names who was called.
 * @param alsoEndsWith the signal of what the call is made for. None by default: what several requests wait for, such as keys,
 * must outlive each of them.
 */
export const boundedFetch =
  (
    service: string,
    timeoutMs: number = config.SUPABASE_TIMEOUT_MS,
    alsoEndsWith: () => AbortSignal | undefined = () => undefined,
  ): typeof fetch =>
  async (input, init) => {
    const request = input instanceof Request ? input : null;
    const signals = [init?.signal ?? request?.signal, alsoEndsWith(), AbortSignal.timeout(timeoutMs)];
    // One for all of them: each that is made of others costs as much as all the rest of this function.
    const signal = AbortSignal.any(signals.filter((one) => one !== undefined && one !== null));
    const method = init?.method ?? request?.method ?? 'GET';
    const url = new URL(input instanceof Request ? input.url : input);
    const call = outgoingCall({ service, method, url });
    const headers = new Headers(init?.headers ?? request?.headers);
    for (const [name, value] of Object.entries(call.headers)) headers.set(name, value);
    try {
      const response = await fetch(input, { ...init, headers, signal });
      call.end({ status: response.status });
      return response;
    } catch (error) {
      call.end({ failed: String(error) });
      throw error;
    }
  };
