import { describe, expect, it } from '@jest/globals';
import { models } from '../../src/config/models.config.ts';
import { livingModel } from '../../src/utils/living-model.ts';

const chain = [
  { model: 'first', last_day: '2027-01-13' },
  { model: 'second', last_day: '2027-06-30' },
  { model: 'third', last_day: null },
];

describe('livingModel', () => {
  it.each([
    ['2026-11-22T00:00:00.000Z', 'first'],
    ['2027-01-13T23:59:59.999Z', 'first'],
    ['2027-01-14T00:00:00.000Z', 'second'],
    ['2027-06-30T12:00:00.000Z', 'second'],
    ['2027-07-01T00:00:00.000Z', 'third'],
    ['2099-01-01T00:00:00.000Z', 'third'],
  ])('on %s is the %s', (day, model) => {
    expect(livingModel(chain, new Date(day))).toBe(model);
  });

  it('counts days in UTC, whatever the offset that a moment was written with', () => {
    expect(livingModel(chain, new Date('2027-01-14T01:00:00+02:00'))).toBe('first');
    expect(livingModel(chain, new Date('2027-01-13T23:00:00-02:00'))).toBe('second');
  });

  it('keeps the order of the chain, not that of the days', () => {
    expect(
      livingModel(
        [chain[1], chain[0]].filter((one) => one !== undefined),
        new Date('2026-11-22'),
      ),
    ).toBe('second');
  });

  it.each([
    ['every model has ended', chain.slice(0, 2), /first \(last day 2027-01-13\), second \(last day 2027-06-30\)/],
    ['the chain is empty', [], /the chain is empty/],
  ])('is 503 where %s, and tells the log which', (_case, dead, reason) => {
    expect(() => livingModel(dead, new Date('2028-01-01'))).toThrow(
      expect.objectContaining({
        statusCode: 503,
        code: 'model_unavailable',
        message: expect.not.stringContaining('first'),
        cause: expect.objectContaining({ message: expect.stringMatching(reason) }),
      }),
    );
  });

  it('chooses by task the model that was asked for, while it lives', () => {
    expect(livingModel(models.simple, new Date('2026-11-22'))).toBe('gpt-4.1-mini');
    expect(livingModel(models.simple, new Date('2027-01-14'))).toBe('gpt-6-luna');
    expect(livingModel(models.reasoning, new Date('2026-10-22'))).toBe('o3-mini');
    expect(livingModel(models.reasoning, new Date('2026-11-22'))).toBe('gpt-5.6-sol');
    expect(livingModel(models.embedding, new Date('2026-11-22'))).toBe('text-embedding-3-small');
  });
});
