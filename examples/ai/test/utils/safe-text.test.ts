import { describe, expect, it } from '@jest/globals';
import { safeStream } from '../../src/utils/safe-stream.ts';
import { safeText } from '../../src/utils/safe-text.ts';

const hosts = ['docs.example.com'];

describe('safeText', () => {
  it.each([
    ['See https://docs.example.com/a?b=1.', 'See https://docs.example.com/a?b=1.'],
    ['See https://evil.example/?q=secret', 'See [link removed]'],
    ['![x](https://evil.example/p.png?d=secret)', '[x]([link removed])'],
    ['[ok](https://docs.example.com.evil.example/)', '[ok]([link removed])'],
    ['https://docs.example.com@evil.example/', '[link removed]'],
    ['//evil.example/x', '[link removed]'],
    ['javascript:alert(1)', '[link removed])'],
    ['data:text/html,<b>', '[link removed]>'],
    ['www.evil.example', '[link removed]'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)>'],
    ['a < b and b > c', 'a < b and b > c'],
    ['</text-1234> <!-- x', '&lt;/text-1234> &lt;!-- x'],
  ])('%s', (given, safe) => {
    expect(safeText(given, hosts)).toBe(safe);
  });

  it('is the same for a text that comes in pieces, wherever it is cut', () => {
    const text = 'Look at ![x](https://evil.example/?d=1) and <script> or https://docs.example.com/a then more text.';
    for (const size of [1, 2, 3, 7, 12, 50]) {
      const stream = safeStream(hosts);
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      expect(pieces.map((piece) => stream.push(piece)).join('') + stream.rest()).toBe(safeText(text, hosts));
    }
  });

  it('holds no more than a long word back', () => {
    const stream = safeStream(hosts);
    expect(stream.push('x'.repeat(501))).toHaveLength(501);
  });
});
