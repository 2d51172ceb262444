import { z } from 'zod';
import { chunkSchema, documentTypeSchema } from './chunk.schema.ts';
import { pageQuery } from './resource.schema.ts';

/** What is being done with a document, in this order. */
export const documentStatusSchema = z.enum([
  'uploading',
  'queued',
  'extracting',
  'chunking',
  'embedding',
  'indexing',
  'ready',
  'failed',
]);

/** Why a document failed, as any error is told. */
export const documentErrorSchema = z.object({ code: z.string(), message: z.string(), details: z.unknown() });

export const documentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  type: documentTypeSchema,
  size: z.int().describe('In bytes.'),
  status: documentStatusSchema,
  progress: z.int().describe('From 0 to 100.'),
  error: documentErrorSchema.nullable(),
  chunk_count: z.int().describe('Passages that it was cut into.'),
  created_at: z.string(),
  updated_at: z.string(),
});

/** A document as its jobs see it. `run_id`: whose steps may write. */
export const documentRowSchema = documentSchema.extend({
  owner_id: z.uuid(),
  path: z.string(),
  run_id: z.uuid().nullable(),
});

/** How far a document is: what the topic of a socket tells, and GET /v1/documents/:id/progress. */
export const documentProgressSchema = documentSchema
  .pick({ id: true, status: true, progress: true, error: true, chunk_count: true })
  .describe('How far a document is.');

export const documentQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('-created_at'),
  status: documentStatusSchema.nullable().default(null),
  type: documentTypeSchema.nullable().default(null),
});

/** What an upload takes beside its body. The ending of the name says how the file is read. */
export const documentUploadQuerySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}/\\]+\.(pdf|md|markdown|html?|txt)$/iu, 'a name that ends in .pdf, .md, .html or .txt'),
});

/** A passage of a document, from the character `start` of its text up to `end`. */
export const passageSchema = chunkSchema.extend({ id: z.uuid(), position: z.int() });

export const inDocumentParams = z.strictObject({ document_id: z.uuid() });

export const passageQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['position', '-position']).default('position'),
  kind: chunkSchema.shape.kind.nullable().default(null),
});

/** What jobs of a document are given: the document, and the run that they belong to. */
export const documentJobSchema = z.strictObject({ document_id: z.uuid(), run_id: z.uuid() });

export type Document = z.infer<typeof documentSchema>;
export type DocumentStatus = z.infer<typeof documentStatusSchema>;
export type DocumentError = z.infer<typeof documentErrorSchema>;
export type DocumentRow = z.infer<typeof documentRowSchema>;
export type DocumentProgress = z.infer<typeof documentProgressSchema>;
export type DocumentQuery = z.infer<typeof documentQuerySchema>;
export type DocumentUploadQuery = z.infer<typeof documentUploadQuerySchema>;
export type Passage = z.infer<typeof passageSchema>;
export type PassageQuery = z.infer<typeof passageQuerySchema>;
export type DocumentJob = z.infer<typeof documentJobSchema>;
