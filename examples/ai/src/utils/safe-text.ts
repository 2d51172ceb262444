// The scheme may hide behind characters that a browser skips; `//host` takes the scheme of the page.
const ADDRESS =
  /(?:[a-z][a-z\d+.-]{0,30}:)?\/\/[^\s<>"'`)\]]+|(?:javascript|data|vbscript|file|mailto):[^\s<>"'`)\]]*|\bwww\.[^\s<>"'`)\]]+/gi;
const IMAGE = /!(?=\[)/g;
const TAG = /<(?=[a-z/!?])/gi;

const isAllowed = (address: string, hosts: readonly string[]): boolean => {
  if (!/^https?:\/\//i.test(address)) return false;
  const url = URL.parse(address);
  return url !== null && url.username === '' && hosts.includes(url.hostname.toLowerCase());
};

/**
 * What a model wrote, as it may be shown: no HTML, no images (which call out by being shown), no link but to these hosts. An
 * address is the way by which a model that was tricked gives away what it knows.
 */
export const safeText = (text: string, hosts: readonly string[]): string =>
  text
    .replace(IMAGE, '')
    .replace(TAG, '&lt;')
    .replace(ADDRESS, (address) => (isAllowed(address, hosts) ? address : '[link removed]'));

/** Characters that are held back at most, where nobody knows yet what a word becomes. */
const LONGEST_WORD = 500;

/** `safeText` for a text that comes in pieces: gives out whole words, and `rest` what is left at the end. */
export function safeStream(hosts: readonly string[]) {
  const held = { text: '' };
  const give = (upTo: number): string => {
    const ready = held.text.slice(0, upTo);
    held.text = held.text.slice(upTo);
    return safeText(ready, hosts);
  };
  return {
    push(piece: string): string {
      held.text += piece;
      const space = held.text.search(/\s\S*$/);
      if (space >= 0) return give(space + 1);
      return held.text.length > LONGEST_WORD ? give(held.text.length) : '';
    },
    rest: (): string => give(held.text.length),
  };
}
