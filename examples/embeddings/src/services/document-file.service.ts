import { documentFileAdminRepository } from '../repositories/document-file-admin.repository.ts';

export const documentFileService = {
  /** Removes the file of a document that is gone. A second time there is nothing to remove. @throws 503 `storage_unavailable` */
  remove: (path: string): Promise<void> => documentFileAdminRepository.remove(path),
};
