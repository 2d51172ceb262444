import { Agent } from 'node:https';
import type { AxiosResponse } from 'axios';
import { createRemoteJWKSet, customFetch } from 'jose';
import OpenAI from 'openai';
import { boundedFetch } from './bounded-fetch.ts';

const options = { fetch: boundedFetch('openai') };

export type Answer = AxiosResponse;
export const agent = new Agent();
export const openai = new OpenAI(options);
export const spread = new OpenAI({ ...options, apiKey: 'a' });
export const keys = createRemoteJWKSet(new URL('https://a'), { [customFetch]: boundedFetch('jwks') });
export const inline = new OpenAI({ fetch: async (input, init) => options.fetch(input, init) });
export const socket = (): WebSocket => new WebSocket('wss://a');
