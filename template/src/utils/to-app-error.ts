import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type AppError, appError, isAppError } from './app-error.ts';

type Thrown = { readonly code: string; readonly statusCode: number; readonly message: string };

const known: Readonly<Record<string, AppError>> = {
  FST_ERR_HANDLER_TIMEOUT: appError.unavailable('request_timeout', 'The request took too long and was stopped.'),
  FST_UNDER_PRESSURE: appError.unavailable('overloaded', 'There is too much to do right now. Try again shortly.'),
};

const codes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  404: 'not_found',
  406: 'not_acceptable',
  408: 'request_timeout',
  413: 'body_too_large',
  414: 'url_too_long',
  415: 'unsupported_media_type',
};

const hasStatus = (error: unknown): error is Thrown =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && 'code' in error;

/** Any throw as an error that a caller may see. What we do not know stays inside: the caller learns that it was our fault. */
export function toAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const where = 'validationContext' in thrown ? String(thrown.validationContext) : 'request';
    const details = thrown.validation.map(({ instancePath, message }) => ({
      in: where,
      path: instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: message ?? 'is not valid',
    }));
    return appError.badRequest('validation_failed', 'The request does not fit what this route takes.', details);
  }
  if (hasStatus(thrown)) {
    const match = known[thrown.code];
    if (match !== undefined) return match;
    const { statusCode, message } = thrown;
    // Fastify's own messages for a client's errors (FST_…) hold nothing of ours.
    if (statusCode >= 400 && statusCode < 500 && String(thrown.code).startsWith('FST_')) {
      return Object.assign(appError.badRequest(codes[statusCode] ?? 'bad_request', message), { statusCode });
    }
  }
  return appError.internal('internal_error', 'Something went wrong on our side.', null, thrown);
}
