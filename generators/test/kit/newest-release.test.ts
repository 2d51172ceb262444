import { describe, expect, it } from '@jest/globals';
import { newestRelease } from '../../kit/newest-release.ts';

describe('newestRelease', () => {
  it.each([
    [['v0.9.0', 'v0.10.0', 'v0.2.11'], 'v0.10.0'],
    [['v1.0.0', 'v1.0.10', 'v1.0.9'], 'v1.0.10'],
    [['v1.9.9', 'v2.0.0-rc.1'], 'v1.9.9'],
    [['v1', 'very-old', 'v1.2', ''], null],
    [[], null],
  ])('of %j is %s', (tags, newest) => {
    expect(newestRelease(tags)).toBe(newest);
  });
});
