import type { Mountable } from '@copilotkit/aimock';
import type { ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { countTokens } from '../../src/utils/count-tokens.ts';
import { embedTexts } from './embed-texts.ts';

// The limits of the real endpoint. @see https://developers.openai.com/api/reference/resources/embeddings
const MAX_INPUTS = 2048;
const MAX_TOKENS = 8192;
const MAX_TOKENS_IN_ALL = 300_000;
const DIMENSIONS = 512;

const text = z.string().min(1, 'an input must not be empty');
const requestSchema = z.object({
  model: z.string(),
  input: z.union([text.transform((one) => [one]), z.array(text).min(1).max(MAX_INPUTS)]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.literal(DIMENSIONS, `the stand-in makes ${DIMENSIONS} dimensions: ask for as many`),
});

/** No token has more than 128 letters, so what is longer than that many of them need not be counted. */
const tokensOf = (input: string): number => (input.length > 128 * MAX_TOKENS ? Infinity : countTokens(input, Infinity));

const refuse = (response: ServerResponse, message: string): void => {
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: 'input', code: null } }));
};

const encode = (vector: readonly number[], format: 'float' | 'base64'): readonly number[] | string =>
  format === 'float' ? vector : Buffer.from(new Float32Array(vector).buffer).toString('base64');

/** `/v1/embeddings`, by a model on this machine, with the limits of the real one. */
export const embeddings = (delay: number): Mountable => ({
  async handleRequest(request, response) {
    if (delay > 0) await sleep(delay);
    const parsed = requestSchema.safeParse(await json(request));
    if (!parsed.success) {
      refuse(response, z.prettifyError(parsed.error));
      return true;
    }
    const { model, input, encoding_format } = parsed.data;
    const counts = input.map(tokensOf);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (counts.some((count) => count > MAX_TOKENS)) refuse(response, `An input has more than ${MAX_TOKENS} tokens.`);
    else if (total > MAX_TOKENS_IN_ALL) refuse(response, `The inputs have more than ${MAX_TOKENS_IN_ALL} tokens.`);
    else {
      const vectors = await embedTexts(input);
      const data = vectors.map((vector, index) => ({
        object: 'embedding',
        index,
        embedding: encode(vector, encoding_format),
      }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ object: 'list', model, data, usage: { prompt_tokens: total, total_tokens: total } }),
      );
    }
    return true;
  },
});
