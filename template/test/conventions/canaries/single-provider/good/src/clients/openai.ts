import OpenAI from 'openai';
import { boundedFetch } from './bounded-fetch.ts';

const fetch = boundedFetch('openai');

export const fromConfig = (baseURL: string): OpenAI => new OpenAI({ baseURL, fetch });
export const itself = new OpenAI({ baseURL: 'https://api.openai.com/v1', fetch });
export const standIn = new OpenAI({ baseURL: 'http://127.0.0.1:4010/v1', fetch });
