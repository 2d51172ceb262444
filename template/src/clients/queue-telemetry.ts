import { BullMQOtel } from 'bullmq-otel';
import { config } from '../config/config.ts';

/** Spans of the queue, and the trace that travels with a job. Off without OTEL_EXPORTER_OTLP_ENDPOINT. @see https://docs.bullmq.io/guide/telemetry */
export const queueTelemetry =
  config.OTEL_EXPORTER_OTLP_ENDPOINT === null ? {} : { telemetry: new BullMQOtel({ tracerName: 'jobs' }) };
