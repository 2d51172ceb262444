import { context, propagation } from '@opentelemetry/api';

/** The span that is being worked in, as a header names it; null without traces. */
export const currentTraceparent = (): string | null => {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers['traceparent'] ?? null;
};
