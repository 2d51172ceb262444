import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { openai } from './openai.ts';

const lineSchema = z.object({
  custom_id: z.string(),
  response: z
    .object({
      status_code: z.int(),
      body: z.object({
        choices: z.array(z.object({ message: z.object({ content: z.string().nullable().default(null) }) })).default([]),
        usage: z
          .object({ prompt_tokens: z.int(), completion_tokens: z.int() })
          .default({ prompt_tokens: 0, completion_tokens: 0 }),
      }),
    })
    .nullable(),
});

export type BatchLine = {
  readonly index: number;
  readonly text: string | null;
  readonly input: number;
  readonly output: number;
};

/** Calls in bulk: within a day, at half the price. @see https://developers.openai.com/api/docs/guides/batch */
export const openaiBatches = {
  /** Sends the calls off. @returns the id under which OpenAI knows them */
  async submit(bodies: readonly ChatCompletionCreateParamsNonStreaming[]): Promise<string> {
    const lines = bodies.map((body, index) =>
      JSON.stringify({ custom_id: String(index), method: 'POST', url: '/v1/chat/completions', body }),
    );
    const file = new File([lines.join('\n')], 'calls.jsonl', { type: 'application/jsonl' });
    const { id: input_file_id } = await openai().files.create({ file, purpose: 'batch' });
    const batch = await openai().batches.create({
      input_file_id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
    return batch.id;
  },

  /** What became of it: null while it runs; no lines where it failed. The lines come in any order. */
  async read(id: string): Promise<{ readonly lines: readonly BatchLine[] } | null> {
    const { status, output_file_id } = await openai().batches.retrieve(id);
    if (!['completed', 'failed', 'expired', 'cancelled'].includes(status)) return null;
    if (output_file_id === undefined || output_file_id === null) return { lines: [] };
    const text = await (await openai().files.content(output_file_id)).text();
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return {
      lines: lines.map((line) => {
        const { custom_id, response } = lineSchema.parse(JSON.parse(line));
        const { prompt_tokens, completion_tokens } = response?.body.usage ?? { prompt_tokens: 0, completion_tokens: 0 };
        const content = response?.body.choices[0]?.message.content ?? null;
        return { index: Number(custom_id), text: content, input: prompt_tokens, output: completion_tokens };
      }),
    };
  },
};
