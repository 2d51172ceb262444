import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535).nullable().default(null);

/** Metrics and traces. Without these, nothing is served and nothing is sent. */
export const observabilityConfig = z.object({
  /** Where Prometheus finds `/metrics` of the API: a port of its own, which is not published. */
  METRICS_PORT: port,
  /** The same of the worker, which may run on the same machine. */
  WORKER_METRICS_PORT: port,
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Where traces are sent (OTLP over HTTP): `http://collector:4318`. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** The share of traces that is kept, from 0 to 1. All processes keep the same ones. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
});
