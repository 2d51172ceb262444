/** An error that a caller may see: `code`, `message` and `details` become the reply, `statusCode` its status. */
export type AppError = Error & {
  readonly code: string;
  readonly statusCode: number;
  readonly details: unknown;
  readonly isAppError: true;
};

const create =
  (statusCode: number) =>
  (code: string, message: string, details: unknown = null, cause: unknown = null): AppError =>
    Object.assign(new Error(message, { cause }), { code, statusCode, details, isAppError: true } as const);

// pattern: exports -- what tells an error of ours from others belongs to what makes it
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && 'isAppError' in error && error.isAppError === true;

/** Makes the errors that services throw. Codes are snake_case and part of the API: do not rename them. */
export const appError = {
  badRequest: create(400),
  unauthorized: create(401),
  forbidden: create(403),
  requestTimeout: create(408),
  conflict: create(409),
  preconditionFailed: create(412),
  payloadTooLarge: create(413),
  unsupportedMediaType: create(415),
  unprocessable: create(422),
  tooManyRequests: create(429),
  internal: create(500),
  unavailable: create(503),
  timeout: create(504),
  /** What another service of ours has answered, passed on as it came. */
  relayed: (statusCode: number, code: string, message: string, details: unknown): AppError =>
    create(statusCode)(code, message, details),
  /** 404 `<resource>_not_found`: said as well of what exists but is not the caller's. */
  notFound: (resource: string): AppError =>
    create(404)(`${resource}_not_found`, `There is no such ${resource.replaceAll('_', ' ')}.`),
};
