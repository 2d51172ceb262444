import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { config } from '../config/config.ts';
import { embeddingConfig } from '../config/embedding.config.ts';
import { outliveRequest } from '../context/outlive-request.ts';
import { requestContext } from '../context/request-context.ts';
import { documentAdminRepository } from '../repositories/document-admin.repository.ts';
import { documentFileAdminRepository } from '../repositories/document-file-admin.repository.ts';
import { documentRepository } from '../repositories/document.repository.ts';
import type { Document, DocumentProgress, DocumentQuery, Passage, PassageQuery } from '../schemas/document.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { documentType } from '../utils/document-type.ts';
import type { Page } from '../utils/keyset.ts';
import { limitBytes } from '../utils/limit-bytes.ts';
import { textHash } from '../utils/text-hash.ts';
import { documentIngestService } from './document-ingest.service.ts';

type Upload = { readonly name: string; readonly stream: Readable; readonly length: number | null };

/** The bytes of a file that comes in. @throws 400 `upload_aborted`, 413 `file_too_large` */
const receive = async ({ stream, length }: Upload): Promise<Buffer> => {
  const max = embeddingConfig.DOCUMENT_MAX_BYTES;
  if (length !== null && length > max)
    throw appError.payloadTooLarge('file_too_large', `A file may have up to ${max} bytes.`);
  const signal = requestContext.signal() ?? AbortSignal.timeout(config.REQUEST_TIMEOUT_MS);
  const limited = limitBytes(stream, max, signal);
  try {
    return await buffer(limited);
  } catch (error) {
    if (isAppError(limited.errored)) throw limited.errored;
    if (signal.aborted && isAppError(signal.reason)) throw signal.reason;
    throw appError.badRequest('upload_aborted', 'The file did not arrive.', null, error);
  } finally {
    limited.destroy();
    // A client that is still sending gets the reply, and the connection ends well.
    stream.unpipe().resume();
  }
};

/** The caller's documents. */
export const documentService = {
  list: (query: DocumentQuery): Promise<Page<Document>> => documentRepository.list(query),

  /** @throws 404 `document_not_found` */
  async get(id: string): Promise<Document> {
    const document = await documentRepository.get(id);
    if (document === null) throw appError.notFound('document');
    return document;
  },

  /** @throws 404 `document_not_found` */
  async progress(id: string): Promise<DocumentProgress> {
    const { status, progress, error, chunk_count } = await documentService.get(id);
    return { id, status, progress, error, chunk_count };
  },

  /** @throws 404 `document_not_found` */
  async listPassages(id: string, query: PassageQuery): Promise<Page<Passage>> {
    await documentService.get(id);
    return documentRepository.listPassages(id, query);
  },

  /**
   * Keeps a file, and has it read, cut, embedded and indexed by jobs. It is found once its status is `ready`.
   * @throws 409 `document_exists`, `storage_quota_exceeded`, 413 `file_too_large`, 415 `file_type_refused`, 422 `document_empty`
   */
  async upload(upload: Upload): Promise<Document> {
    const { id: ownerId } = requestContext.user();
    const type = documentType(upload.name);
    if (type === null)
      throw appError.unsupportedMediaType('file_type_refused', 'The name has to end in .pdf, .md, .html or .txt.');
    const bytes = await receive(upload);
    if (bytes.length === 0) throw appError.unprocessable('document_empty', 'There is nothing in this file.');
    const row = { name: upload.name, type, size: bytes.length, content_hash: textHash(bytes) };
    const { outcome, id } = await documentAdminRepository.add(ownerId, row);
    if (outcome === 'exists')
      throw appError.conflict('document_exists', 'You have uploaded this file already.', { document_id: id });
    if (outcome === 'full')
      throw appError.conflict('storage_quota_exceeded', 'There is no room left for this file. Delete others first.');
    try {
      await documentFileAdminRepository.upload(`${ownerId}/${id}`, bytes);
    } catch (error) {
      await outliveRequest(() => documentAdminRepository.remove(ownerId, id));
      throw error;
    }
    return (await documentIngestService.start(ownerId, id, ['uploading'])) ?? documentService.get(id);
  },

  /** Tries a document again that failed. @throws 404 `document_not_found`, 409 `document_not_failed` */
  async retry(id: string): Promise<Document> {
    await documentService.get(id);
    const begun = await documentIngestService.start(requestContext.user().id, id, ['failed']);
    if (begun === null)
      throw appError.conflict('document_not_failed', 'Only a document that failed can be tried again.');
    return begun;
  },

  /** Deletes a document with all that was made of it. @throws 404 `document_not_found` */
  async delete(id: string): Promise<void> {
    if (!(await documentRepository.delete(id))) throw appError.notFound('document');
  },
};
