import http, { STATUS_CODES } from 'node:http'; // bad: http-through-clients
import { request } from 'node:https'; // bad: http-through-clients
import { get as load } from 'http'; // bad: http-through-clients
import * as net from 'node:net'; // bad: http-through-clients
import { type Server, Socket } from 'node:net'; // bad: http-through-clients
import { connect } from 'node:tls'; // bad: http-through-clients
import axios from 'axios'; // bad: http-through-clients
import { Agent } from 'undici'; // bad: http-through-clients
import got from 'got'; // bad: http-through-clients
import WS from 'ws'; // bad: http-through-clients
import { createRequire } from 'node:module';
import OpenAI from 'openai';
import { createRemoteJWKSet as keysAt } from 'jose';
import * as jose from 'jose';

export * from 'node:https'; // bad: http-through-clients
export { request as send } from 'node:http'; // bad: http-through-clients
export { default as ky } from 'ky'; // bad: http-through-clients

const require = createRequire(import.meta.url);
const g = globalThis;
const { fetch: taken } = globalThis; // bad: http-through-clients
const {
  globalThis: { fetch: deep }, // bad: http-through-clients
} = globalThis;
const alias = fetch; // bad: http-through-clients
const { OpenAI: Named } = await import('openai');

export const rateService = {
  plain: (url: string) => fetch(url), // bad: http-through-clients
  member: (url: string) => globalThis.fetch(url), // bad: http-through-clients
  computed: (url: string) => globalThis['fe' + 'tch'](url), // bad: http-through-clients
  ofConstant: (url: string) => g.fetch(url), // bad: http-through-clients
  ofGlobal: (url: string) => global.fetch?.(url), // bad: http-through-clients
  called: (url: string) => fetch.call(null, url), // bad: http-through-clients
  passed: (urls: string[]) => Promise.all(urls.map(fetch)), // bad: http-through-clients
  byDefault: (url: string, send = fetch) => send(url), // bad: http-through-clients
  byPattern: ({ fetch: send } = globalThis) => send('http://a'), // bad: http-through-clients
  reflected: () => Reflect.get(globalThis, 'fetch'), // bad: http-through-clients
  shorthand: { fetch }, // bad: http-through-clients
  xhr: () => new XMLHttpRequest(), // bad: http-through-clients
  socket: () => new WebSocket('wss://a'), // bad: http-through-clients
  events: () => new globalThis.EventSource('https://a'), // bad: http-through-clients
  late: () => import('node:https'), // bad: http-through-clients
  required: () => require('node:http'), // bad: http-through-clients
  builtIn: () => process.getBuiltinModule('node:net'), // bad: http-through-clients
  openAi: () => new OpenAI({ fetch: alias }), // bad: http-through-clients
  named: () => new Named(), // bad: http-through-clients
  keys: () => keysAt(new URL('https://a')), // bad: http-through-clients
  ofNamespace: () => jose.createRemoteJWKSet(new URL('https://a')), // bad: http-through-clients
};

export const used = [http, STATUS_CODES, request, load, net, Socket, connect, axios, Agent, got, WS, taken, deep];
export type Kept = Server;
