const WORD = /[^\s<>"'`)\]]+/g;
// The scheme may hide behind characters that a browser skips; `//host` takes the scheme of the page.
const ADDRESS = /\/\/|(?:javascript|data|vbscript|file|mailto):|\bwww\./i;
const IMAGE = /!(?=\[)/g;
const TAG = /<(?=[a-z/!?])/gi;

const isAllowed = (address: string, hosts: readonly string[]): boolean => {
  if (!/^https?:\/\//i.test(address)) return false;
  const url = URL.parse(address);
  return url !== null && url.username === '' && hosts.includes(url.hostname.toLowerCase());
};

/** The scheme that a text ends with, `https:`, or nothing. */
const schemeAt = (before: string): string => {
  const name = before.endsWith(':')
    ? before
        .slice(0, -1)
        .split(/[^a-z\d+.-]/i)
        .at(-1)
    : '';
  return name === undefined || name === '' ? '' : `${name}:`;
};

/** A word with the address in it, to its end, taken out unless it leads to one of the hosts. */
const withoutAddress = (word: string, hosts: readonly string[]): string => {
  const found = ADDRESS.exec(word);
  if (found === null) return word;
  const before = word.slice(0, found.index);
  const scheme = found[0] === '//' ? schemeAt(before) : '';
  const start = before.length - scheme.length;
  return `${word.slice(0, start)}${isAllowed(word.slice(start), hosts) ? word.slice(start) : '[link removed]'}`;
};

/**
 * What a model wrote, as it may be shown: no HTML, no images (which call out by being shown), no link but to these hosts. An
 * address is the way by which a model that was tricked gives away what it knows.
 */
export const safeText = (text: string, hosts: readonly string[]): string =>
  text
    .replace(IMAGE, '')
    .replace(TAG, '&lt;')
    .replace(WORD, (word) => withoutAddress(word, hosts));
