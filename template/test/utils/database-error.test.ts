import { describe, expect, it } from '@jest/globals';
import { databaseError } from '../../src/utils/database-error.ts';
import { unwrap } from '../../src/utils/unwrap.ts';
import { liteReplies, networkFailures, postgrestReplies, type RecordedReply } from './recorded-replies.ts';

const isRaise = ({ expected }: RecordedReply): boolean => expected.code === 'rejected_by_database';

describe.each([
  ['Supabase Lite', liteReplies],
  ['PostgREST', postgrestReplies],
  ['no reply', networkFailures],
])('databaseError, %s', (_, replies) => {
  it.each(replies.map((reply) => [reply.name, reply] as const))('%s', (_name, reply) => {
    const { failure, status, expected } = reply;
    const error = databaseError(failure, status);
    expect(error).toMatchObject(expected);
    expect(error.cause).toBe(failure.code === 'PGRST116' ? null : failure);

    if (isRaise(reply)) expect(error.message).toBe(failure.message);
    else {
      // Nothing of the database's texts but the constraint's name: no table, no column, no value, no host.
      const shown = JSON.stringify([error.message, error.details]);
      const words = [failure.message, failure.details, failure.hint].join(' ').split(/[\s"'(),=:]+/);
      const constraint = /constraint "([^"]+)"/.exec(failure.message)?.[1];
      const telling = words.filter(
        (word) => /[\d_.@]/.test(word) && !constraint?.includes(word) && !/^\W*\d?\W*$/.test(word),
      );
      expect(telling.filter((word) => shown.includes(word))).toEqual([]);
      expect(shown).not.toContain(failure.message);
    }
  });
});

describe('databaseError, by message', () => {
  it.each(['column "socket" does not exist', 'relation "aborted" does not exist', 'fetch failed', 'statement timeout'])(
    'does not guess where there is a code: %s',
    (message) => {
      const failure = { code: '42703', message, details: null, hint: null };
      expect(databaseError(failure, 400)).toMatchObject({ statusCode: 500, code: 'internal_error' });
    },
  );
});

describe('databaseError, a gateway in between', () => {
  it.each([
    [502, { message: '<html>Bad gateway at db-host-17.internal</html>' }, 503, 'database_unavailable'],
    [503, { message: 'upstream connect error' }, 503, 'database_unavailable'],
    [504, { message: 'upstream timed out at db-host-17.internal' }, 504, 'database_timeout'],
    [520, { error: 'x' }, 503, 'database_unavailable'],
    [500, {}, 500, 'internal_error'],
    [429, { message: 'slow down' }, 500, 'internal_error'],
  ])('%d without a code', (status, body, statusCode, code) => {
    // Such a body lacks the fields that the type promises.
    const error = databaseError(body as Parameters<typeof databaseError>[0], status);
    expect(error).toMatchObject({ statusCode, code, details: null });
    expect(error.message).not.toContain('db-host');
  });
});

describe('unwrap', () => {
  it('returns the data, null as well', () => {
    expect(unwrap({ data: [1], error: null, status: 200 })).toEqual([1]);
    expect(unwrap({ data: null, error: null, status: 200 })).toBeNull();
  });

  it('throws the error as one of ours', () => {
    const error = { code: '23505', message: 'duplicate key', details: null, hint: null };
    expect(() => unwrap({ data: null, error, status: 409 })).toThrow(
      expect.objectContaining({ statusCode: 409, code: 'already_exists', details: { constraint: null } }),
    );
  });
});
