import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { commandFailure } from '../../lib/command-error.ts';
import { errorText } from '../../lib/error-text.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 5_000_000;

const media = z.object({ schema: z.unknown().default(null) });
const content = z.record(z.string(), media).default({});
const operation = z.object({
  summary: z.string().nullable().default(null),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().default(false),
        schema: z.unknown().default(null),
      }),
    )
    .default([]),
  requestBody: z.object({ content }).nullable().default(null),
  responses: z.record(z.string(), z.object({ content })).default({}),
  'x-contract': z.string().nullable().default(null),
});
const methods = z.object({
  get: operation.nullable().default(null),
  post: operation.nullable().default(null),
  put: operation.nullable().default(null),
  patch: operation.nullable().default(null),
  delete: operation.nullable().default(null),
});
const documentSchema = z.object({
  openapi: z.string().regex(/^3\.1\./, 'it has to be OpenAPI 3.1'),
  paths: z.record(z.string(), methods),
  webhooks: z.record(z.string(), methods).default({}),
  components: z.object({ schemas: z.record(z.string(), z.unknown()).default({}) }).prefault({}),
});

export type OpenApiDocument = z.infer<typeof documentSchema>;
export type Operation = z.infer<typeof operation>;

const fetched = async (url: string): Promise<string> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  return response.text();
};

/**
 * The OpenAPI 3.1 document in a file, or at a URL (a service that runs serves it at /docs/json, but for production).
 * @throws command failure where there is none, or another kind of document
 */
export const readDocument = async (source: string): Promise<OpenApiDocument> => {
  const refuse = (why: string): Error =>
    commandFailure(
      `There is no OpenAPI document in ${source}: ${why}.`,
      'Name its file, or its URL: http://127.0.0.1:3000/docs/json',
    );
  const text = await (/^https?:\/\//.test(source) ? fetched(source) : readFile(source, 'utf8')).catch(
    (error: unknown) => {
      throw refuse(errorText(error));
    },
  );
  if (text.length > MAX_BYTES) throw refuse(`it has ${text.length} bytes, and may have ${MAX_BYTES}`);
  try {
    return documentSchema.parse(JSON.parse(text));
  } catch (error) {
    throw refuse(error instanceof z.ZodError ? z.prettifyError(error) : errorText(error));
  }
};
