import type { Readable } from 'node:stream';
import { z } from 'zod';
import { supabase } from '../clients/supabase.ts';
import { type FileQuery, type StoredFile, storedFileSchema } from '../schemas/file.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { unwrapStorage } from '../utils/unwrap-storage.ts';
import { whereEqual } from '../utils/where-equal.ts';

const BUCKET = 'files';
const COLUMNS = 'id, path, name, type, size, created_at';

const rows = z.array(storedFileSchema);

/** The bucket `files`, as the caller: policies leave them the folder of their own, and what a resource shows to all. */
export const storageRepository = {
  /**
   * Stores the bytes of a stream below the caller's folder; `length` in bytes, null where it is not known. A stream that fails
   * leaves nothing behind. @returns the file's id @throws 403 where the policies or the quota refuse it, 409, 413, 415
   */
  async upload(path: string, stream: Readable, type: string, length: number | null): Promise<string> {
    // Announced, so that what is too much is refused before it is sent.
    const headers: Record<string, string> = length === null ? {} : { 'content-length': String(length) };
    const { id } = unwrapStorage(
      await supabase.storage.from(BUCKET).upload(path, stream, { contentType: type, duplex: 'half', headers }),
    );
    return id;
  },

  /** The files in a user's folder. */
  async list(userId: string, { type, ...page }: FileQuery): Promise<Page<StoredFile>> {
    const own = supabase.from('files').select(COLUMNS).like('path', `${userId}/%`);
    const found = unwrap(await keyset.apply(whereEqual(own, { type }), page));
    return keyset.page(rows.parse(found), page);
  },

  /** The files of a folder and those below it, newest first. */
  async listFolder(folder: string): Promise<StoredFile[]> {
    const all = supabase.from('files').select(COLUMNS).like('path', `${folder}/%`);
    return rows.parse(unwrap(await all.order('created_at', { ascending: false }).order('id', { ascending: false })));
  },

  /** A file in a user's folder. */
  async get(userId: string, id: string): Promise<StoredFile | null> {
    const one = supabase.from('files').select(COLUMNS).eq('id', id).like('path', `${userId}/%`);
    return storedFileSchema.nullable().parse(unwrap(await one.maybeSingle()));
  },

  /** What the caller has stored, and may store, in bytes. */
  async usage(): Promise<{ readonly used_bytes: number; readonly max_bytes: number }> {
    return unwrap(await supabase.rpc('storage_usage').single());
  },

  /** The bytes of a file. @throws 404 `file_not_found` */
  async download(path: string): Promise<ReadableStream<Uint8Array>> {
    return unwrapStorage(await supabase.storage.from(BUCKET).download(path).asStream());
  },

  /** A URL that downloads the file, as an attachment, for whoever has it. @throws 404 `file_not_found` */
  async downloadUrl(path: string, name: string, seconds: number): Promise<string> {
    return unwrapStorage(await supabase.storage.from(BUCKET).createSignedUrl(path, seconds, { download: name }))
      .signedUrl;
  },

  /** A URL to which the file is PUT, once, for whoever has it. It works for two hours, which is Supabase's to say. */
  async uploadUrl(path: string): Promise<string> {
    return unwrapStorage(await supabase.storage.from(BUCKET).createSignedUploadUrl(path)).signedUrl;
  },

  /** Removes those of the paths that are there and the caller's own. */
  async remove(paths: readonly string[]): Promise<void> {
    if (paths.length > 0) unwrapStorage(await supabase.storage.from(BUCKET).remove([...paths]));
  },
};
