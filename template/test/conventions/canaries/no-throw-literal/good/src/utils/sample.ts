import { appError } from './app-error.ts';

export const refuse = (): never => {
  throw appError.badRequest('no', 'No.');
};
export const rethrow = (run: () => void): void => {
  try {
    run();
  } catch (error) {
    throw error instanceof Error ? error : appError.internal('internal_error', String(error));
  }
};
