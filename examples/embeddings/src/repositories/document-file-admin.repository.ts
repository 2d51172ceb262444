import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { unwrapStorage } from '../utils/unwrap-storage.ts';

const BUCKET = 'documents';

/** The bucket `documents`, which the service role alone may reach. A path is that of a row: `<owner>/<document>`. */
export const documentFileAdminRepository = {
  /** @throws 413, 503 */
  async upload(path: string, bytes: Uint8Array): Promise<void> {
    const options = { contentType: 'application/octet-stream', upsert: true };
    unwrapStorage(await supabaseAdmin.storage.from(BUCKET).upload(path, bytes, options));
  },

  /** @throws 404 `file_not_found` */
  async download(path: string): Promise<Uint8Array> {
    const file = unwrapStorage(await supabaseAdmin.storage.from(BUCKET).download(path));
    return new Uint8Array(await file.arrayBuffer());
  },

  /** Removes what is there of a path. */
  async remove(path: string): Promise<void> {
    unwrapStorage(await supabaseAdmin.storage.from(BUCKET).remove([path]));
  },
};
