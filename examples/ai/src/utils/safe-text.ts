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
