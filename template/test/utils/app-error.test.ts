import { describe, expect, it } from '@jest/globals';
import { appError, isAppError } from '../../src/utils/app-error.ts';

describe('appError', () => {
  it.each([
    ['badRequest', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['conflict', 409],
    ['preconditionFailed', 412],
    ['unsupportedMediaType', 415],
    ['unprocessable', 422],
    ['tooManyRequests', 429],
    ['internal', 500],
    ['unavailable', 503],
    ['timeout', 504],
  ] as const)('%s is a %d', (name, statusCode) => {
    const cause = new Error('inside');
    const error = appError[name]('some_code', 'A message.', { field: 'a' }, cause);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      statusCode,
      code: 'some_code',
      message: 'A message.',
      details: { field: 'a' },
      cause,
    });
  });

  it('names what was not found', () => {
    expect(appError.notFound('sales_order')).toMatchObject({
      statusCode: 404,
      code: 'sales_order_not_found',
      message: 'There is no such sales order.',
      details: null,
    });
  });
});

describe('isAppError', () => {
  it.each([
    ['one of ours', appError.internal('x', 'y'), true],
    ['another error', Object.assign(new Error('x'), { code: 'x', statusCode: 400 }), false],
    // What a client sent, or a database row, must not pass for an error that may be shown.
    ['an object that says so', { isAppError: true, code: 'x', message: 'y', statusCode: 200 }, false],
    ['nothing', null, false],
    ['text', 'isAppError', false],
  ])('%s', (_, value, expected) => {
    expect(isAppError(value)).toBe(expected);
  });
});
