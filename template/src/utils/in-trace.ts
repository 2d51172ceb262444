import { context, propagation, SpanKind, trace } from '@opentelemetry/api';

/** Does work in a span of its own, below the one that `traceparent` names. Without traces it does the work. */
export const inTrace = <T>(name: string, traceparent: string | null, work: () => Promise<T>): Promise<T> => {
  const parent = propagation.extract(context.active(), traceparent === null ? {} : { traceparent });
  return trace.getTracer('events').startActiveSpan(name, { kind: SpanKind.CONSUMER }, parent, async (span) => {
    try {
      return await work();
    } finally {
      span.end();
    }
  });
};
