import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import type OpenAI from 'openai';
import type { AxiosInstance } from 'axios';
import { jwtVerify } from 'jose';

type Send = typeof fetch;
const fetchAll = (fetch: Send, urls: string[]) => urls.map((url) => fetch(url));
const cache = { fetch: (key: string) => key };

export const rateService = {
  all: fetchAll,
  one: (key: string): string => cache.fetch(key),
  own: (): string => {
    const fetch = (): string => 'a local function';
    return fetch();
  },
  ofQuery: (query: { fetch(): number }): number => query.fetch(),
  text: (code: number) => STATUS_CODES[code] ?? String(isIP('a')),
  verify: jwtVerify,
};

export type Types = { message: IncomingMessage; socket: Socket; openai: OpenAI; axios: AxiosInstance; send: Parameters<Send> };
