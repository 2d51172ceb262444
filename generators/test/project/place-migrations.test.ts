import { describe, expect, it } from '@jest/globals';
import { placeMigrations } from '../../project/update/place-migrations.ts';

const at = (name: string) => `supabase/migrations/${name}.sql`;
const now = new Date('2026-11-20T10:00:00.500Z');
const place = (present: string[], added: string[]) =>
  Object.fromEntries(placeMigrations(present.map(at), added.map(at), now));

describe('placeMigrations', () => {
  it('leaves what is younger than all in the project where it is', () => {
    expect(place(['20260101000000_base'], ['20260201000000_kit'])).toEqual({
      [at('20260201000000_kit')]: at('20260201000000_kit'),
    });
  });

  it('gives what is older a time after all, and keeps the order of several', () => {
    expect(place(['20260101000000_base', '20260601000000_ours'], ['20260301000000_b', '20260201000000_a'])).toEqual({
      [at('20260201000000_a')]: at('20261120100000_a'),
      [at('20260301000000_b')]: at('20261120100001_b'),
    });
  });

  it("comes after the project's newest even when that lies in the future", () => {
    expect(place(['20991231235959_ours'], ['20260201000000_kit'])).toEqual({
      [at('20260201000000_kit')]: at('21000101000000_kit'),
    });
  });

  it('is one of the same second as an own one placed after it', () => {
    expect(place(['20260201000000_ours'], ['20260201000000_kit'])).toEqual({
      [at('20260201000000_kit')]: at('20261120100000_kit'),
    });
  });
});
