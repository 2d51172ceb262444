import { request } from 'node:http';

export const ask = (url: string) => [fetch(url), request(url)];
