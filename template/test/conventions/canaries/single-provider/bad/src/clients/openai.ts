import OpenAI, { AzureOpenAI, OpenAI as Named } from 'openai';
import { boundedFetch } from './bounded-fetch.ts';

const fetch = boundedFetch('openai');
const HOST = 'openrouter.ai';

export const router = new OpenAI({ baseURL: `https://${HOST}/api/v1`, fetch }); // bad: single-provider
export const groq = new Named({ fetch, 'baseURL': 'https://api.groq.com/openai/v1' }); // bad: single-provider
export const lookalike = new OpenAI({ fetch, baseURL: 'https://api.openai.com.example.com/v1' }); // bad: single-provider
export const azure = new AzureOpenAI({ fetch }); // bad: single-provider
