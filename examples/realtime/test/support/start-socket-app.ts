import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll } from '@jest/globals';
import type { Config } from '../../src/config/config.ts';
import type { FastifyInstance } from 'fastify';
import { socketClient, type SocketClient } from './socket-client.ts';
import { startTestApp } from './start-test-app.ts';
import type { TestUser } from './test-user.ts';

/** The app of `startTestApp`, listening; its clients are gone after each test. */
export function startSocketApp(overrides: Partial<Config> = {}, prepare?: (app: FastifyInstance) => void) {
  const test = startTestApp(overrides, prepare);
  const clients: SocketClient[] = [];
  const state = { url: '' };
  beforeAll(async () => {
    await test.app().listen({ port: 0, host: '127.0.0.1' });
    state.url = `http://127.0.0.1:${(test.app().server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.stop();
  });
  const open = (options: Parameters<typeof socketClient>[1]): SocketClient => {
    const client = socketClient(state.url, options);
    clients.push(client);
    return client;
  };
  /** A socket of a user, open. */
  const openFor = async ({ token }: TestUser): Promise<SocketClient> => {
    const client = open({ token });
    await client.opened();
    return client;
  };
  return { ...test, url: () => state.url, open, openFor };
}
