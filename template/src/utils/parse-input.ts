import type { z } from 'zod';
import { appError } from './app-error.ts';

/** Parses what a service has put together, such as a merged patch. @throws 400 `validation_failed`, as a route does. */
export function parseInput<T extends z.ZodType>(schema: T, document: unknown): z.output<T> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(({ path, message }) => ({ in: 'body', path: path.join('.'), message }));
  throw appError.badRequest('validation_failed', 'The request does not fit what this route takes.', details);
}
