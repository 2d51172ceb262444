import type { LoggerOptions } from 'pino';
import { redact } from './redact.ts';

/** Pino as the API uses it: JSON lines, secrets redacted from the finished line, so that no path is forgotten. */
export const loggerOptions = (level: string): LoggerOptions => ({
  level,
  hooks: { streamWrite: redact },
});
