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

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');

const readPdfFile = async (bytes: Uint8Array): Promise<Reading> => {
  if (!isPdf(bytes)) return failed('malformed');
  // Each reader is loaded where it is needed: a process reads one file.
  const { readPdf } = await import('./read-pdf.ts');
  try {
    return { ok: true, document: await readPdf(bytes) };
  } catch (error) {
    return failed(error instanceof Error && error.name === 'PasswordException' ? 'password' : 'malformed');
  }
};

/** Reads a file. It may take for ever and all memory: `extractDocument` has it done where that hurts nobody. */
export async function readDocument(bytes: Uint8Array, type: DocumentType): Promise<Reading> {
  if (type === 'application/pdf') {
    const reading = await readPdfFile(bytes);
    if (!reading.ok) return reading;
    const { text, blocks } = reading.document;
    return { ok: true, document: { text: cleanText(text), blocks } };
  }
  if (isPdf(bytes)) return failed('malformed');
  const decoded = decodeText(bytes);
  if (decoded === null) return failed('binary');
  const text = cleanText(decoded.replace(/\r\n?/g, '\n'));
  switch (type) {
    case 'text/html': {
      const { readHtml } = await import('./read-html.ts');
      return { ok: true, document: readHtml(text) };
    }
    case 'text/markdown': {
      const { readMarkdown } = await import('./read-markdown.ts');
      return { ok: true, document: readMarkdown(text) };
    }
    case 'text/plain':
      return { ok: true, document: readText(text) };
  }
}
