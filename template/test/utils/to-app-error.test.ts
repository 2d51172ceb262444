import { describe, expect, it } from '@jest/globals';
import { appError } from '../../src/utils/app-error.ts';
import { toAppError } from '../../src/utils/to-app-error.ts';

const errorWith = (fields: object): Error => Object.assign(new Error('from inside: postgres://u:p@db/x'), fields);
const internal = {
  statusCode: 500,
  code: 'internal_error',
  message: 'Something went wrong on our side.',
  details: null,
};

describe('toAppError', () => {
  it('leaves ours as they are', () => {
    const ours = appError.conflict('a', 'b');
    expect(toAppError(ours)).toBe(ours);
  });

  it.each([
    ['an error', new Error('from inside')],
    ['text', 'from inside'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { statusCode: 400, code: 'FST_X', message: 'from inside' }],
    ['a status without a code', errorWith({ statusCode: 404 })],
    ['a client status that is not from Fastify', errorWith({ statusCode: 404, code: 'ENOENT' })],
    ['a status that is no number', errorWith({ statusCode: '400', code: 'FST_X' })],
    ['a server error of Fastify', errorWith({ statusCode: 500, code: 'FST_ERR_X' })],
    ['a status that is none', errorWith({ statusCode: 200, code: 'FST_ERR_X' })],
  ])('tells nothing of %s', (_, thrown) => {
    const error = toAppError(thrown);
    expect(error).toMatchObject(internal);
    expect(error.cause).toBe(thrown ?? null);
  });

  it.each([
    [400, 'FST_ERR_CTP_INVALID_JSON_BODY', 'bad_request'],
    [413, 'FST_ERR_CTP_BODY_TOO_LARGE', 'body_too_large'],
    [414, 'FST_ERR_MAX_PARAM_LENGTH', 'url_too_long'],
    [415, 'FST_ERR_CTP_INVALID_MEDIA_TYPE', 'unsupported_media_type'],
    [418, 'FST_ERR_TEAPOT', 'bad_request'],
  ])('passes on a %d of Fastify', (statusCode, code, expected) => {
    expect(toAppError(errorWith({ statusCode, code }))).toMatchObject({ statusCode, code: expected });
  });

  it.each([
    ['FST_ERR_HANDLER_TIMEOUT', 'request_timeout'],
    ['FST_UNDER_PRESSURE', 'overloaded'],
  ])('%s is our 503 %s', (code, expected) => {
    expect(toAppError(errorWith({ statusCode: 503, code }))).toMatchObject({ statusCode: 503, code: expected });
  });
});
