import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';
import { storageRepository } from '../repositories/storage.repository.ts';
import type { FileQuery, LinkedFile, StoredFile, FileUpload, UploadUrl } from '../schemas/file.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { HEAD_BYTES, inspectFile } from '../utils/inspect-file.ts';
import type { Page } from '../utils/keyset.ts';
import { limitBytes } from '../utils/limit-bytes.ts';
import { peek } from '../utils/peek.ts';

const UPLOAD_URL_SECONDS = 7200;

const after = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** A path of its own for each upload, so that nothing is ever overwritten. */
const newPath = (folder: string, name: string): string =>
  `${requestContext.user().id}/${folder}/${crypto.randomUUID()}/${name}`;

const find = async (id: string): Promise<StoredFile> => {
  const file = await storageRepository.get(requestContext.user().id, id);
  if (file === null) throw appError.notFound('file');
  return file;
};

const link = async (file: StoredFile): Promise<LinkedFile> => {
  const url = await storageRepository.downloadUrl(file.path, file.name, config.STORAGE_URL_SECONDS);
  return { ...file, url, url_expires_at: after(config.STORAGE_URL_SECONDS) };
};

/** Why storage refused an upload (403): no room for `length` bytes, or another reason, which is thrown on. */
const explainRefusal = async (error: unknown, length: number): Promise<unknown> => {
  if (!isAppError(error) || error.statusCode !== 403) return error;
  const usage = await storageRepository.usage();
  if (usage.used_bytes + length <= usage.max_bytes) return error;
  return appError.conflict(
    'storage_quota_exceeded',
    'There is no room left for this file. Delete others first.',
    usage,
  );
};

/** Stores a file in a folder of the caller's. @throws as `fileService.upload` does */
const store = async (folder: string, { name, stream, length }: FileUpload): Promise<StoredFile> => {
  const max = config.STORAGE_MAX_FILE_BYTES;
  if (length !== null && length > max)
    throw appError.payloadTooLarge('file_too_large', `A file may have up to ${max} bytes.`);
  const signal = requestContext.signal() ?? AbortSignal.timeout(config.REQUEST_TIMEOUT_MS);
  const limited = limitBytes(stream, max, signal);
  try {
    const { head, whole } = await peek(limited, HEAD_BYTES);
    const type = await inspectFile(head, name, config.STORAGE_MAX_PIXELS);
    const id = await storageRepository.upload(newPath(folder, name), whole, type, length);
    return await find(id);
  } catch (error) {
    // What ended the stream is the reason why the call of storage failed.
    if (isAppError(limited.errored)) throw limited.errored;
    if (signal.aborted)
      throw isAppError(signal.reason)
        ? signal.reason
        : appError.badRequest('upload_aborted', 'The file did not arrive.');
    throw await explainRefusal(error, length ?? max);
  } finally {
    // What was not read goes nowhere, so that a client that is still sending gets the reply and the connection ends well.
    limited.destroy();
    stream.unpipe().resume();
  }
};

/** The caller's files. Types, sizes and names are what storage has of them: nothing is kept twice. */
export const fileService = {
  list: (query: FileQuery): Promise<Page<StoredFile>> => storageRepository.list(requestContext.user().id, query),

  /** The file with a URL to download it. @throws 404 `file_not_found` */
  get: async (id: string): Promise<LinkedFile> => link(await find(id)),

  /** @throws 404 `file_not_found` */
  async download(id: string): Promise<{ readonly file: StoredFile; readonly bytes: ReadableStream<Uint8Array> }> {
    const file = await find(id);
    return { file, bytes: await storageRepository.download(file.path) };
  },

  /**
   * Stores a file while it arrives. Its type is what its first bytes say.
   * @throws 413 `file_too_large`, 415 (see `inspectFile`), 422 `image_too_large`, 409 `storage_quota_exceeded`
   */
  upload: (upload: FileUpload): Promise<StoredFile> => store('files', upload),

  /** Lets the client send a file past the API: the bucket's limit, its types and the quota hold, the bytes are not looked at. */
  async createUploadUrl(name: string): Promise<UploadUrl> {
    return {
      url: await storageRepository.uploadUrl(newPath('files', name)),
      url_expires_at: after(UPLOAD_URL_SECONDS),
    };
  },

  /** @throws 404 `file_not_found` */
  async delete(id: string): Promise<void> {
    const { path } = await find(id);
    await storageRepository.remove([path]);
  },

  /**
   * Makes a file the one of a row of the caller's (`invoices/<id>`), and removes what was there before.
   * @throws as `upload` does
   */
  async attach(row: string, upload: FileUpload): Promise<LinkedFile> {
    const file = await store(row, upload);
    const all = await storageRepository.listFolder(`${requestContext.user().id}/${row}`);
    // What is newer comes from an upload at the same time, and stays.
    await storageRepository.remove(all.slice(all.findIndex(({ id }) => id === file.id) + 1).map(({ path }) => path));
    return link(file);
  },

  /** The file of a row of `ownerId`'s (null: of the caller's) that the caller may see. @throws 404 `file_not_found` */
  async attached(row: string, ownerId: string | null): Promise<LinkedFile> {
    const [file] = await storageRepository.listFolder(`${ownerId ?? requestContext.user().id}/${row}`);
    if (file === undefined) throw appError.notFound('file');
    return link(file);
  },

  /** Removes the file of a row of the caller's. @throws 404 `file_not_found` */
  async detach(row: string): Promise<void> {
    const all = await storageRepository.listFolder(`${requestContext.user().id}/${row}`);
    if (all.length === 0) throw appError.notFound('file');
    await storageRepository.remove(all.map(({ path }) => path));
  },

  /** Removes the file of a row that is gone, if there was one. Where that fails, it stays among the caller's files. */
  async forget(row: string): Promise<void> {
    try {
      const all = await storageRepository.listFolder(`${requestContext.user().id}/${row}`);
      await storageRepository.remove(all.map(({ path }) => path));
    } catch (err) {
      // The row is gone all the same, and the caller is told so; the file can be deleted by itself.
      requestContext.log()?.warn({ err, row }, 'The file of a deleted row is still there.');
    }
  },
};
