import { setTimeout as wait } from 'node:timers/promises';
import { ConsecutiveBreaker, circuitBreaker, handleWhen, type CircuitBreakerPolicy } from 'cockatiel';
import { config } from '../../config/config.ts';
import { appError } from '../../utils/app-error.ts';
import { createRateLimiter } from '../rate-limiter.ts';
import { isDown } from './is-down.ts';

/** Failures in a row that open the circuit of a host. */
const FAILURES = 5;
/** How long an open circuit lets no call through; then one is tried. */
const OPEN_MS = 10_000;
/** A host that asks for more quiet is called again after this. */
const LONGEST_REST_MS = 300_000;
/** Hosts that are remembered. Those that users name (webhooks) are no reason to grow. */
const MOST_HOSTS = 1000;

type Host = { readonly breaker: CircuitBreakerPolicy; restsUntil: number };

// eslint-disable-next-line conventions/simplest-solution -- what this process has seen of its hosts, bounded; docs/decisions/0018-outgoing-http.md
const hosts = new Map<string, Host>();
const limiter = createRateLimiter('outgoing', 60);

const hostOf = (name: string): Host => {
  const known = hosts.get(name);
  if (known !== undefined) return known;
  const [oldest] = hosts.size < MOST_HOSTS ? [] : hosts.keys();
  if (oldest !== undefined) hosts.delete(oldest);
  const breaker = circuitBreaker(handleWhen(isDown.error).orWhenResult(isDown.response), {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  const host = { breaker, restsUntil: 0 };
  hosts.set(name, host);
  return host;
};

/** What each host may be asked, however many calls want to. What it is about is this process's own view of the host. */
export const hostGate = {
  /** Milliseconds until the host wants to be called again: it has said so (`Retry-After`). */
  restOf: (name: string): number => Math.max(0, hostOf(name).restsUntil - Date.now()),

  rest(name: string, ms: number): void {
    hostOf(name).restsUntil = Date.now() + Math.min(ms, LONGEST_REST_MS);
  },

  /**
   * Waits until the host may be called: it rests, or the limit of the minute is reached.
   * @param patience milliseconds that there are
   * @throws 503 `upstream_busy` where it would take longer
   */
  async pass({ host, hostname }: URL, patience: number, signal: AbortSignal): Promise<void> {
    const most = config.OUTGOING_LIMITS.get(host) ?? config.OUTGOING_LIMITS.get(hostname) ?? config.OUTGOING_PER_MINUTE;
    const until = performance.now() + patience;
    for (;;) {
      const rest = hostGate.restOf(host);
      const { count, msLeft } = rest > 0 ? { count: 0, msLeft: 0 } : await limiter.count(host);
      const pause = rest > 0 ? rest : count > most ? msLeft : 0;
      if (pause === 0) return;
      if (performance.now() + pause >= until)
        throw appError.unavailable('upstream_busy', 'Another service gets too many calls. Try again later.');
      // At random, so that what waited for the same moment does not come all at once.
      await wait(pause + Math.random() * 100, undefined, { signal });
    }
  },

  /** Makes a call, unless the last ones to this host have failed. @throws cockatiel's `BrokenCircuitError` at once */
  call: <T>(name: string, send: () => Promise<T>): Promise<T> => hostOf(name).breaker.execute(send),
};
