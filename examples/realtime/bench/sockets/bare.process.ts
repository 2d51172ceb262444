// The least that fans out between instances: ws, and one connection that listens to Redis. Whoever sends anything has subscribed.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { type WebSocket, WebSocketServer } from 'ws';
import { serve } from '../harness/serve.ts';
import { collectGarbage } from './collect-garbage.ts';

const { REDIS_URL = '', CHANNEL = '' } = process.env;
const subscribed = new Set<WebSocket>();
const redis = new Redis(REDIS_URL);
await redis.subscribe(CHANNEL);
redis.on('message', (_channel, text) => {
  for (const socket of subscribed) socket.send(text);
});

const server = createServer();
new WebSocketServer({ server }).on('connection', (socket) => {
  socket.on('message', () => {
    subscribed.add(socket);
    socket.send('subscribed');
  });
  socket.on('close', () => subscribed.delete(socket));
});
collectGarbage();
server.listen(0, '127.0.0.1', () => serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
