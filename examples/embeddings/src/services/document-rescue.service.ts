import { requestContext } from '../context/request-context.ts';
import { documentAdminRepository } from '../repositories/document-admin.repository.ts';
import { documentIngestService } from './document-ingest.service.ts';

/** Longer than a step takes without writing, its pauses between attempts included. */
const QUIET_MS = 15 * 60_000;
const AT_A_TIME = 100;
const MOST_RUNS = 3;
const ON_THE_WAY = ['queued', 'extracting', 'chunking', 'embedding', 'indexing'] as const;

type Stuck = Awaited<ReturnType<typeof documentAdminRepository.stuckSince>>[number];

/** Runs work as a job of this user's would be. */
const asOwner = <T>(userId: string, work: () => Promise<T>): Promise<T> => {
  const [log, signal] = [requestContext.log(), requestContext.signal()];
  if (log === undefined || signal === undefined) return work();
  const caller = { user: { id: userId, email: null }, accessToken: null };
  return requestContext.run({ requestId: requestContext.requestId() ?? '', log, signal, caller }, work);
};

const rescue = async ({ id, owner_id, status, runs }: Stuck): Promise<void> => {
  if (status === 'uploading') return documentAdminRepository.remove(owner_id, id);
  if (runs < MOST_RUNS) {
    await documentAdminRepository.countRun(owner_id, id, runs + 1);
    await documentIngestService.start(owner_id, id, ON_THE_WAY);
    return;
  }
  await documentIngestService.giveUp(owner_id, id);
};

/** Documents whose way ended without an end: their jobs were lost with the queue, or could not be added. */
export const documentRescueService = {
  /** Begins them again, three times at most, and takes the places back whose file never came. */
  async rescueAll(quietMs = QUIET_MS): Promise<void> {
    const since = new Date(Date.now() - quietMs).toISOString();
    for (const document of await documentAdminRepository.stuckSince(since, AT_A_TIME)) {
      requestContext.log()?.warn({ document: document.id, status: document.status }, 'A document is stuck.');
      await asOwner(document.owner_id, () => rescue(document));
    }
  },
};
