import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { documentService } from '../../src/services/document.service.ts';
import type { Dataset } from './datasets.ts';

const PATIENCE_MS = 120_000;

/** Uploads the documents of a dataset as the current user, and waits until they can be searched. @returns their ids */
export async function ingest({ documents }: Pick<Dataset, 'documents'>): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { name, text } of documents) {
    const bytes = Buffer.from(text);
    const { id } = await documentService.upload({ name, stream: Readable.from(bytes), length: bytes.length });
    ids.push(id);
  }
  const end = Date.now() + PATIENCE_MS;
  for (const id of ids)
    for (;;) {
      const { name, status, error } = await documentService.get(id);
      if (status === 'ready') break;
      if (status === 'failed') throw new Error(`${name} was not read: ${error?.message ?? 'for no reason'}`);
      if (Date.now() > end) throw new Error(`${name} is still ${status} after ${PATIENCE_MS / 1000} seconds.`);
      await sleep(200);
    }
  return ids;
}
