import { type AxiosError, isAxiosError, isCancel } from 'axios';
import { isBrokenCircuitError } from 'cockatiel';
import { type AppError, appError, isAppError } from '../../utils/app-error.ts';

const describe = ({ config, code, message, response }: AxiosError): string => {
  const what = `${config?.method?.toUpperCase() ?? 'GET'} ${new URL(config?.url ?? '', config?.baseURL).host}`;
  return response === undefined ? `${what} failed: ${code ?? message}` : `${what} answered ${response.status}`;
};

/** What may be told and logged of a call that failed: an error of axios holds the headers and the body that were sent. */
export function upstreamError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  if (isCancel(thrown)) return appError.unavailable('stopped', 'The work was stopped.');
  if (isBrokenCircuitError(thrown))
    return appError.unavailable('upstream_down', 'Another service has failed repeatedly, and is tried again shortly.');
  const cause = new Error(isAxiosError(thrown) ? describe(thrown) : String(thrown));
  // The words of request-filtering-agent, whose errors have no code.
  if (/ is not allowed\. Because/.test(cause.message))
    return appError.unprocessable('address_refused', 'This address may not be called.', null, cause);
  return appError.unavailable('upstream_failed', 'Another service does not answer as it should.', null, cause);
}
