const { ...all } = globalThis;
const key = 'fetch';

export const disguiseService = {
  rest: (url: string) => all.fetch(url), // bad: http-through-clients
  key: (url: string) => globalThis[key](url), // bad: http-through-clients
  twice: (url: string) => globalThis.globalThis.fetch(url), // bad: http-through-clients
  sequence: (url: string) => (0, fetch)(url), // bad: http-through-clients
  descriptor: () => Object.getOwnPropertyDescriptor(globalThis, 'fetch'), // bad: http-through-clients
  proxy: () => new Proxy(fetch, {}), // bad: http-through-clients
};

export { fetch }; // bad: http-through-clients
