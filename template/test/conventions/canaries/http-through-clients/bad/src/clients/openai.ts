import OpenAI from 'openai';
import { createRemoteJWKSet, customFetch } from 'jose';
import { boundedFetch } from './bounded-fetch.ts';

const bounded = { fetch: boundedFetch('openai') };
const without = { apiKey: 'a' };

export const none = new OpenAI(); // bad: http-through-clients
export const noFetch = new OpenAI({ apiKey: 'a', timeout: 1000 }); // bad: http-through-clients
export const runtimes = new OpenAI({ fetch: globalThis.fetch }); // bad: http-through-clients
export const unset = new OpenAI({ ...bounded, fetch: undefined }); // bad: http-through-clients
export const spread = new OpenAI({ ...without }); // bad: http-through-clients
export const keys = createRemoteJWKSet(new URL('https://a'), { cacheMaxAge: 1 }); // bad: http-through-clients
export const named = createRemoteJWKSet(new URL('https://a'), { customFetch: bounded.fetch }); // bad: http-through-clients
export const right = createRemoteJWKSet(new URL('https://a'), { [customFetch]: bounded.fetch });
