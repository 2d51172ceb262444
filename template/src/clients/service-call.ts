import type { AxiosResponse } from 'axios';
import { z } from 'zod';
import { requestContext } from '../context/request-context.ts';
import { errorSchema } from '../schemas/error.schema.ts';
import { appError } from '../utils/app-error.ts';
import { http } from './http.ts';

type Sent = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: readonly string[];
  readonly query: unknown;
  readonly body: unknown;
};

const query = z.record(z.string(), z.unknown()).nullable();

/** An id that is a dot segment would lead to another route. @throws 400 `invalid_id` */
const pathOf = (segments: readonly string[]): string => {
  if (segments.some((segment) => /^\.{0,2}$/.test(segment)))
    throw appError.badRequest('invalid_id', 'This id cannot stand in a path.');
  return `/${segments.map(encodeURIComponent).join('/')}`;
};

/** Null and absent mean the same in a query, where there is no null. */
const given = (params: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query.parse(params) ?? {}).filter(([, value]) => value !== null));

const read = <T>(service: string, reply: z.ZodType<T>, { status, data }: AxiosResponse<unknown>): T => {
  if (status >= 400 && status < 500) {
    const error = errorSchema.safeParse(data);
    if (error.success)
      throw appError.relayed(status, error.data.error.code, error.data.error.message, error.data.error.details);
  }
  const parsed = reply.safeParse(status === 204 ? null : data);
  if (status < 300 && parsed.success) return parsed.data;
  const what = parsed.success ? `It answered ${status}.` : `It answered ${status}: ${parsed.error.message}`;
  throw appError.unavailable(
    `${service}_unavailable`,
    'Another service does not answer as it should.',
    null,
    new Error(what),
  );
};

/**
 * Calls to another service that was made with this kit, for the client that `generate client --openapi` writes. They are made
 * as whoever calls us, where there is a caller; a POST has an `Idempotency-Key`, so that it may be tried again.
 * @param service its name in snake_case
 * @param base its address; null where it is not set up
 */
export const serviceCall =
  (service: string, base: string | null) =>
  /**
   * @throws what the service answers, where it blames the call (400 to 499); 503 `<service>_not_configured`, and
   * `<service>_unavailable` where it answers anything that its document does not say; what `http` throws
   */
  async <T>(reply: z.ZodType<T>, { method, path, query: params, body }: Sent): Promise<T> => {
    if (base === null) throw appError.unavailable(`${service}_not_configured`, 'Another service is not set up here.');
    const token = requestContext.accessToken();
    const response = await http.request<unknown>({
      service,
      method,
      baseURL: base,
      url: pathOf(path),
      params: given(params),
      data: body,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      },
      validateStatus: () => true,
    });
    return read(service, reply, response);
  };
