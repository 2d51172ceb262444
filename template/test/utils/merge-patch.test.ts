import { describe, expect, it } from '@jest/globals';
import { mergePatch } from '../../src/utils/merge-patch.ts';

describe('mergePatch', () => {
  // The examples of RFC 7396, appendix A: original, patch, result.
  it.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', 'null'],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('%s with %s becomes %s', (original, patch, result) => {
    expect(mergePatch(JSON.parse(original), JSON.parse(patch))).toEqual(JSON.parse(result));
  });

  it('changes neither argument', () => {
    const original = Object.freeze({ kept: 1, inner: Object.freeze({ a: 1 }) });
    const patch = Object.freeze({ inner: Object.freeze({ a: null, b: 2 }) });
    expect(mergePatch(original, patch)).toEqual({ kept: 1, inner: { b: 2 } });
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'takes %s as a key like any other, and reaches no prototype',
    (key) => {
      const patch: unknown = JSON.parse(`{"${key}":{"polluted":true},"inner":{"${key}":{"polluted":true}}}`);
      const merged = mergePatch({ inner: {} }, patch) as Record<string, unknown>;
      expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
      expect(Object.hasOwn(merged, key)).toBe(true);
      expect(Object.hasOwn(merged['inner'] as object, key)).toBe(true);
      // What the patch did not say is not inherited from the prototype of the original either.
      expect(Object.keys(Object.getOwnPropertyDescriptor(merged, key)?.value)).toEqual(['polluted']);
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    },
  );
});
