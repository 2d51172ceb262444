// Stands in for a Supabase: answers each insert after UPSTREAM_DELAY_MS with the same row, serves the key that tokens are signed with,
// and tells at /asked how often that was asked for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../harness/serve.ts';
import { sampleNote } from './sample-note.ts';

const { UPSTREAM_DELAY_MS = '5', UPSTREAM_JWKS = '{"keys":[]}' } = process.env;
const row = JSON.stringify(sampleNote);
const asked = { keys: 0 };

const server = createServer((request, reply) => {
  const answer = (text: string): void =>
    void reply.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' }).end(text);
  request.resume();
  if (request.url === '/asked') return answer(JSON.stringify(asked));
  if (request.url?.includes('jwks') === true) {
    asked.keys += 1;
    return answer(UPSTREAM_JWKS);
  }
  setTimeout(() => answer(row), Number(UPSTREAM_DELAY_MS));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
