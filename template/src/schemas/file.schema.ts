import { Readable } from 'node:stream';
import { z } from 'zod';
import { filter, pageQuery } from './resource.schema.ts';

/** The last part of a path in storage. Dot segments, slashes and what a URL would have to escape cannot be written. */
const fileName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._ -]*\.[A-Za-z0-9]+$/, 'letters, digits, blanks, dots and dashes, with an ending')
  .refine((name) => !name.includes('..'), 'must not have two dots in a row');

/** A stored file as the API returns it. */
export const fileSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string().describe('As its first bytes say; what was uploaded past the API may lie.'),
  size: z.int().describe('In bytes.'),
  created_at: z.string(),
});

/** A row of `app.files`. */
export const storedFileSchema = fileSchema.extend({ path: z.string() });

export const linkedFileSchema = fileSchema.extend({
  url: z.url().describe('Downloads the file, without a token, until `url_expires_at`.'),
  url_expires_at: z.iso.datetime(),
});

export const uploadUrlSchema = z.object({
  url: z.url().describe('PUT the file here, with its content type.'),
  url_expires_at: z.iso.datetime(),
});

export const fileQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('-created_at'),
  type: filter.text(),
});

/** What an upload takes beside its body: the file's name, and its length where the client knows it. */
export const fileUploadQuerySchema = z.strictObject({ name: fileName });
export const fileUploadHeaders = z.object({
  'content-length': z.coerce.number().int().min(0).nullable().default(null),
});

/** The body of an upload: the file itself, still on its way. */
export const fileUploadBody = z.instanceof(Readable).meta({ type: 'string', format: 'binary' });

export type File = z.infer<typeof fileSchema>;
export type FileUploadQuery = z.infer<typeof fileUploadQuerySchema>;
export type StoredFile = z.infer<typeof storedFileSchema>;
export type LinkedFile = z.infer<typeof linkedFileSchema>;
export type UploadUrl = z.infer<typeof uploadUrlSchema>;
export type FileQuery = z.infer<typeof fileQuerySchema>;
/** A file that comes in. `length`: the bytes that are announced, null where they are not. */
export type FileUpload = { readonly name: string; readonly stream: Readable; readonly length: number | null };
