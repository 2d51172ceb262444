import type { DocumentType, ExtractedDocument } from '../../schemas/chunk.schema.ts';
import { decodeText } from './decode-text.ts';
import { readText } from './read-text.ts';

/** What was read, or why it could not be. */
export type Reading =
  | { readonly ok: true; readonly document: ExtractedDocument }
  | { readonly ok: false; readonly reason: 'binary' | 'malformed' | 'password' };

const failed = (reason: 'binary' | 'malformed' | 'password'): Reading => ({ ok: false, reason });

/** As databases and JSON take it: each sign that is none becomes a blank, so that all places stay where they are. */
const cleanText = (text: string): string =>
  text
    .toWellFormed()

    .replace(/[\0-\x08\x0B-\x1F\x7F]/g, ' ');

const MAGIC = '%PDF-';

const fromPdf = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  // Each reader is loaded where it is needed: a process reads one file.
  const { readPdf } = await import('./read-pdf.ts');
  const { text, blocks } = await readPdf(bytes);
  return { text: cleanText(text), blocks };
};

const fromText = async (text: string, type: Exclude<DocumentType, 'application/pdf'>): Promise<ExtractedDocument> => {
  switch (type) {
    case 'text/html': {
      const { readHtml } = await import('./read-html.ts');
      return readHtml(text);
    }
    case 'text/markdown': {
      const { readMarkdown } = await import('./read-markdown.ts');
      return readMarkdown(text);
    }
    case 'text/plain':
      return readText(text);
  }
};

/** Reads a file. It may take for ever and all memory: `extractDocument` has it done where that hurts nobody. */
export async function readDocument(bytes: Uint8Array, type: DocumentType): Promise<Reading> {
  // A text may speak of PDF, but does not begin as one.
  const looked = Buffer.from(bytes.subarray(0, type === 'application/pdf' ? 1024 : MAGIC.length));
  if (looked.includes(MAGIC) !== (type === 'application/pdf')) return failed('malformed');
  try {
    if (type === 'application/pdf') return { ok: true, document: await fromPdf(bytes) };
    const decoded = decodeText(bytes);
    if (decoded === null) return failed('binary');
    return { ok: true, document: await fromText(cleanText(decoded.replace(/\r\n?/g, '\n')), type) };
  } catch (error) {
    return failed(error instanceof Error && error.name === 'PasswordException' ? 'password' : 'malformed');
  }
}
