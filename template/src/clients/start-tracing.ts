import { context, propagation, trace } from '@opentelemetry/api';
import { config } from '../config/config.ts';

/** Of sending, also at the end of the process. */
const DEADLINE_MS = 5000;

/**
 * Traces of this process, sent to OTEL_EXPORTER_OTLP_ENDPOINT. Where that is not set nothing is loaded, and the calls of
 * OpenTelemetry's API in the code do nothing.
 * @param service the process, as traces name it: `api`
 * @returns sends what is left, and stops
 * @see https://opentelemetry.io/docs/languages/js
 */
export async function startTracing(service: string): Promise<() => Promise<void>> {
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT === null) return async () => undefined;
  const [{ AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }, { OTLPTraceExporter }, resources, sdk] =
    await Promise.all([
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace'),
    ]);
  const provider = new sdk.TracerProvider({
    resource: resources.defaultResource().merge(resources.resourceFromAttributes({ 'service.name': service })),
    // By the trace's id alone: that a caller's header says "sampled" decides nothing.
    sampler: new sdk.TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter({ timeoutMillis: DEADLINE_MS }) })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}
