import type { Mountable } from '@copilotkit/aimock';
import type { ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const requestSchema = z.object({
  input_file_id: z.string(),
  endpoint: z.enum(['/v1/chat/completions', '/v1/embeddings']),
  completion_window: z.literal('24h'),
});
const lineSchema = z.object({ custom_id: z.string(), url: z.string(), body: z.record(z.string(), z.unknown()) });
const fileSchema = z.object({ id: z.string() });

type Batch = {
  readonly id: string;
  readonly object: 'batch';
  readonly endpoint: string;
  readonly input_file_id: string;
  readonly completion_window: '24h';
  readonly created_at: number;
  status: 'in_progress' | 'completed' | 'failed';
  output_file_id: string | null;
  error_file_id: null;
  request_counts: { total: number; completed: number; failed: number };
};

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** Asks this stand-in each line of a file, and keeps the answers in another, in reverse: their order is not promised. */
async function run(batch: Batch, origin: string): Promise<void> {
  const file = await (await fetch(`${origin}/v1/files/${batch.input_file_id}/content`)).text();
  const lines = file.split('\n').filter((line) => line.trim() !== '');
  const answers: unknown[] = [];
  for (const line of lines) {
    const { custom_id, url, body } = lineSchema.parse(JSON.parse(line));
    const reply = await fetch(`${origin}${url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const id = `batch_req_${answers.length}`;
    answers.push({ id, custom_id, error: null, response: { status_code: reply.status, body: await reply.json() } });
  }
  const form = new FormData();
  form.set('purpose', 'batch');
  const text = answers.reverse().map((answer) => JSON.stringify(answer));
  form.set('file', new File([text.join('\n')], 'output.jsonl'));
  const stored = await fetch(`${origin}/v1/files`, { method: 'POST', body: form });
  batch.output_file_id = fileSchema.parse(await stored.json()).id;
  batch.request_counts = { total: lines.length, completed: lines.length, failed: 0 };
  batch.status = 'completed';
}

/** `/v1/batches`, which aimock has with fixed answers only: here each request gets the answer that it gets by itself. */
export function batches(origin: () => string): Mountable {
  const all = new Map<string, Batch>();
  return {
    async handleRequest(request, response, subPath) {
      if (request.method === 'POST' && subPath === '/') {
        const asked = requestSchema.safeParse(await json(request));
        if (!asked.success) {
          send(response, 400, { error: { message: z.prettifyError(asked.error), type: 'invalid_request_error' } });
          return true;
        }
        const batch: Batch = {
          id: `batch_${crypto.randomUUID()}`,
          object: 'batch',
          ...asked.data,
          created_at: Math.floor(Date.now() / 1000),
          status: 'in_progress',
          output_file_id: null,
          error_file_id: null,
          request_counts: { total: 0, completed: 0, failed: 0 },
        };
        all.set(batch.id, batch);
        send(response, 200, batch);
        void run(batch, origin()).catch(() => {
          batch.status = 'failed';
        });
        return true;
      }
      const batch = all.get(subPath.slice(1));
      if (batch === undefined)
        send(response, 404, { error: { message: 'No such batch.', type: 'invalid_request_error' } });
      else send(response, 200, batch);
      return true;
    },
  };
}
