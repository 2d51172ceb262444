import type { DocumentType, ExtractedDocument } from '../schemas/chunk.schema.ts';
import { appError } from '../utils/app-error.ts';
import { readMarkdown } from './documents/read-markdown.ts';
import { readText } from './documents/read-text.ts';

/** Reads the text of a file. @throws 422 `document_…` */
export async function extractDocument(bytes: Uint8Array, type: DocumentType): Promise<ExtractedDocument> {
  const text = new TextDecoder('utf-8').decode(bytes).replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw appError.unprocessable('document_empty', 'There is no text in this file.');
  switch (type) {
    case 'text/plain':
      return readText(text);
    case 'text/markdown':
      return readMarkdown(text);
    default:
      throw appError.unprocessable('document_type_refused', `Files of type ${type} are not read yet.`);
  }
}
