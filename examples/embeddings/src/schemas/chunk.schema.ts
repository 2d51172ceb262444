import { z } from 'zod';

/** A place in the text of a document: from the character `start` up to, and without, `end`. */
const span = { start: z.int().min(0), end: z.int().min(0) };

/** A part of a document that says what it is. Parts do not overlap, and stand in the order of the text. */
export const documentBlockSchema = z.object({
  kind: z.enum(['heading', 'paragraph', 'list', 'table', 'code']),
  /** Of a heading, from 1 to 6. */
  level: z.int().min(1).max(6).nullable(),
  ...span,
});

/** What was read from a file. */
export const extractedDocumentSchema = z.object({ text: z.string(), blocks: z.array(documentBlockSchema) });

/** A piece of a document that is found by itself. `text` is what stands from `start` to `end` in the document's. */
export const chunkSchema = z.object({
  text: z.string(),
  ...span,
  /** That of its blocks, `paragraph` where it has several. */
  kind: documentBlockSchema.shape.kind,
  /** The headings that it stands under, from the outermost. */
  heading_path: z.array(z.string()),
  tokens: z.int(),
});

/** The types of files that text is read from. */
export const documentTypeSchema = z.enum(['application/pdf', 'text/markdown', 'text/html', 'text/plain']);

export type DocumentBlock = z.infer<typeof documentBlockSchema>;
export type ExtractedDocument = z.infer<typeof extractedDocumentSchema>;
export type Chunk = z.infer<typeof chunkSchema>;
export type DocumentType = z.infer<typeof documentTypeSchema>;
