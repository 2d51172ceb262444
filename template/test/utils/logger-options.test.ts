import { describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { databaseError } from '../../src/utils/database-error.ts';
import { loggerOptions } from '../../src/utils/logger-options.ts';

const logged = (write: (log: pino.Logger) => void, level = 'info'): string => {
  const lines: string[] = [];
  write(pino(loggerOptions(level), { write: (line) => void lines.push(line) }));
  return lines.join('');
};

describe('loggerOptions', () => {
  it('redacts the finished line, of a child as well', () => {
    const line = logged((log) =>
      log.child({ session: { refresh_token: 'abc' } }).info({ password: 'def', url: '/cb?code=ghi' }, 'Bearer jkl'),
    );
    expect(JSON.parse(line)).toMatchObject({
      session: { refresh_token: '[redacted]' },
      password: '[redacted]',
      url: '/cb?code=[redacted]',
      msg: 'Bearer [redacted]',
    });
  });

  it('keeps what the database said, which the caller does not see', () => {
    const failure = { code: '42703', message: 'column "x" does not exist', details: null, hint: null };
    const line = logged((log) => log.error({ err: databaseError(failure, 400) }, 'failed'));
    expect(JSON.parse(line).err.message).toContain('column "x" does not exist');
  });

  it('logs from the level on', () => {
    expect(logged((log) => log.info('x'), 'warn')).toBe('');
    expect(logged((log) => log.fatal('x'), 'silent')).toBe('');
  });
});
