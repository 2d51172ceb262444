import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { requestContext } from '../context/request-context.ts';
import { metrics } from './metrics.ts';

/** What became of a call: a status, or why there is none. */
type Outcome = { readonly status: number } | { readonly failed: string };

/** Who is called, and by what. The query and the headers, which may hold secrets, are no part of it. */
type Call = { readonly service: string; readonly method: string; readonly url: URL };

/**
 * Begins the record of a call to another service: a line in the log at debug level, a measurement, a span of the trace, all
 * as the request's that it was made for. `headers` tell the other side of the trace; `end` completes the record.
 */
export function outgoingCall({ service, method, url }: Call) {
  const started = performance.now();
  const { host, pathname: path } = url;
  const attributes = { 'http.request.method': method, 'server.address': host, 'url.path': path };
  const span = trace.getTracer('outgoing').startSpan(`${method} ${service}`, { kind: SpanKind.CLIENT, attributes });
  const headers: Record<string, string> = {};
  propagation.inject(trace.setSpan(context.active(), span), headers);

  const end = (outcome: Outcome): void => {
    const ms = performance.now() - started;
    const status = 'status' in outcome ? outcome.status : 'failed';
    metrics.outgoing.observe({ upstream: service, method, status }, ms / 1000);
    requestContext.log()?.debug({ [service]: { method, host, path, ...outcome }, ms: Math.round(ms) });
    if (typeof status === 'number') span.setAttribute('http.response.status_code', status);
    if (status === 'failed' || status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  return { headers, end };
}
