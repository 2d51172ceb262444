import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';
import { authError } from '../utils/auth-error.ts';
import { boundedFetch } from './bounded-fetch.ts';

const call = boundedFetch('supabase-auth');
const base = `${config.SUPABASE_URL.replace(/(?<!\/)\/*$/, '')}/auth/v1`;

const failure = (body: unknown, status: number) => {
  const field = (name: string): string | undefined => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    code: field('error_code') ?? field('code'),
    status,
    message: field('msg') ?? field('message') ?? 'no message',
  };
};

/**
 * Supabase Auth as the caller, with the token of the request: `('PUT', '/user', { email })`. supabase-js does this for a
 * client that holds the whole session only, and we have no refresh token of a bearer.
 * @returns what Auth answers, for a schema to parse. @throws its error as one of ours (see `authError`).
 */
export async function authAsCaller(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown = null,
): Promise<unknown> {
  const response = await call(`${base}${path}`, {
    method,
    headers: {
      apikey: config.SUPABASE_PUBLISHABLE_KEY,
      authorization: `Bearer ${requestContext.requireCaller().accessToken}`,
      'content-type': 'application/json',
      // Errors with their codes: @see https://supabase.com/docs/guides/auth/debugging/error-codes
      'x-supabase-api-version': '2024-01-01',
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw authError({ status: 0, message: String(cause) });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw authError(failure(answer, response.status));
  return answer;
}
