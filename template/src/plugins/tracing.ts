import { type Context, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

/** A span for each request, below that of its caller; what is done for it is below this one. Off without OTEL_EXPORTER_OTLP_ENDPOINT. */
export default fp(
  async (app) => {
    if (app.config.OTEL_EXPORTER_OTLP_ENDPOINT === null) return;
    const tracer = trace.getTracer('api');
    const running = new WeakMap<FastifyRequest, { readonly span: Span; readonly inside: Context }>();

    app.addHook('onRequest', (request, _reply, done) => {
      const { method, headers, id, routeOptions } = request;
      const route = routeOptions.url ?? 'unknown';
      const attributes = { 'http.request.method': method, 'http.route': route, 'request.id': id };
      const caller = propagation.extract(context.active(), headers);
      const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller);
      const inside = trace.setSpan(caller, span);
      running.set(request, { span, inside });
      context.with(inside, done);
    });
    // Once a body was read, the rest runs in the context of the socket.
    app.addHook('preValidation', (request, _reply, done) => {
      context.with(running.get(request)?.inside ?? context.active(), done);
    });
    app.addHook('onResponse', async (request, { statusCode }) => {
      const span = running.get(request)?.span;
      span?.setAttribute('http.response.status_code', statusCode);
      if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
    });
  },
  { name: 'tracing' },
);
