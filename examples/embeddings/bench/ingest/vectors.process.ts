// Stands in for OpenAI: answers /embeddings after VECTORS_DELAY_MS, with vectors made of hashes, so that no model's own time counts.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { serve } from '../harness/serve.ts';

const { VECTORS_DELAY_MS = '50' } = process.env;
const requestSchema = z.object({ model: z.string(), input: z.array(z.string()).max(2048) });

/** 512 numbers, the same for the same text, as OpenAI sends them: base64 of 32 bits each. */
const vectorOf = (text: string): string => {
  const bytes = createHash('shake256', { outputLength: 512 }).update(text).digest();
  return Buffer.from(Float32Array.from(bytes, (byte) => (byte - 127.5) / 1670).buffer).toString('base64');
};

const server = createServer(async (request, reply) => {
  const { model, input } = requestSchema.parse(await json(request));
  await sleep(Number(VECTORS_DELAY_MS));
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
  const tokens = input.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  reply.writeHead(200, { 'content-type': 'application/json' });
  reply.end(JSON.stringify({ object: 'list', model, data, usage }));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
