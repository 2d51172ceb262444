import type { LoggerOptions } from 'pino';
import type { Config } from '../config/config.ts';
import { redact } from './redact.ts';

/** Pino as the API uses it: JSON lines, secrets redacted from the finished line, so that no path is forgotten. */
export const loggerOptions = ({ LOG_LEVEL }: Pick<Config, 'LOG_LEVEL'>): LoggerOptions => ({
  level: LOG_LEVEL,
  hooks: { streamWrite: redact },
});
