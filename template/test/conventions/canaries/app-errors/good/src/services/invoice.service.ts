import { invoiceRepository } from '../repositories/invoice.repository.ts';
import { type AppError, appError, isAppError } from '../utils/app-error.ts';
import { databaseError } from '../utils/database-error.ts';
import { toAppError } from '../utils/to-app-error.ts';

const changed = (): AppError => appError.preconditionFailed('version_mismatch', 'This was changed meanwhile.');
const limit = appError.tooManyRequests('rate_limited', 'Too many.');

const explain = async (id: string): Promise<AppError> => {
  await invoiceRepository.get(id);
  return changed();
};

export const invoiceService = {
  async get(id: string): Promise<unknown> {
    const invoice = await invoiceRepository.get(id);
    if (invoice === null) throw appError.notFound('invoice');
    if (id === '1') throw changed();
    if (id === '2') throw limit;
    if (id === '3') throw await explain(id);
    if (id === '4') throw databaseError({ code: '23505', message: '', details: null, hint: null }, 409);
    if (id === '5') throw Object.assign(appError.badRequest('teapot', 'No coffee.'), { statusCode: 418 });
    return invoice;
  },
  async send(id: string): Promise<unknown> {
    try {
      return await invoiceRepository.get(id);
    } catch (error) {
      if (isAppError(error)) throw error;
      throw appError.unavailable('mail_unavailable', 'No mail can be sent right now.', null, error);
    }
  },
  settle: async (id: string): Promise<unknown> => {
    const [result] = await Promise.allSettled([invoiceRepository.get(id)]);
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  },
  retry: (id: string): Promise<unknown> =>
    invoiceRepository.get(id).catch((refused: unknown) => {
      throw toAppError(refused);
    }),
  // Not thrown: kept, logged, handed on.
  last: (): Error => new Error('The error of a test.'),
  isRange: (error: unknown): boolean => error instanceof RangeError,
  refuse: (): Promise<never> => Promise.reject(appError.forbidden('forbidden', 'No.')),
};
