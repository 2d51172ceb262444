import { requestContext } from '../context/request-context.ts';
import { chunkDocumentJob } from '../jobs/chunk-document.job.ts';
import { embedDocumentJob } from '../jobs/embed-document.job.ts';
import { extractDocumentJob } from '../jobs/extract-document.job.ts';
import { indexDocumentJob } from '../jobs/index-document.job.ts';
import { documentAdminRepository } from '../repositories/document-admin.repository.ts';
import {
  documentSchema,
  type Document,
  type DocumentJob,
  type DocumentProgress,
  type DocumentRow,
  type DocumentStatus,
} from '../schemas/document.schema.ts';
import { documentTopic } from '../topics/document.topic.ts';
import { isAppError } from '../utils/app-error.ts';
import type { JobContext } from '../utils/define-job.ts';
import { jobService } from './job.service.ts';
import { topicService } from './topic.service.ts';

/** A step of the way of a document: in which states it has something to do, and what. */
export type DocumentStep = {
  readonly from: readonly DocumentStatus[];
  readonly attempts: number;
  readonly run: (document: DocumentRow) => Promise<void>;
};

/** What the file or the budget is to blame for: to try again would change nothing. */
const isFinal = (error: unknown): boolean =>
  isAppError(error) && ([400, 413, 415, 422].includes(error.statusCode) || error.code === 'ai_budget_used_up');

const told = (error: unknown) =>
  isAppError(error) && error.statusCode !== 500
    ? { code: error.code, message: error.message, details: error.details ?? null }
    : { code: 'ingest_failed', message: 'Something went wrong on our side. Try the document again.', details: null };

/** How documents come from a file to passages that are found. */
export const documentIngestService = {
  /** Tells the sockets of a document's owner how far it is. Where that fails, they read it at the API. */
  async tell({ id, status, progress, error, chunk_count }: DocumentProgress): Promise<void> {
    try {
      await topicService.publish(documentTopic, { document_id: id }, { id, status, progress, error, chunk_count });
    } catch (err) {
      requestContext.log()?.warn({ err, document: id }, 'The progress of a document could not be told.');
    }
  },

  /**
   * Begins a run of all steps for the current user, whose document it is. Where the queue cannot be reached, the job
   * `resume-documents` begins it later.
   * @returns the document at the beginning; null where it is in none of these states
   */
  async start(ownerId: string, id: string, from: readonly DocumentStatus[]): Promise<Document | null> {
    const run_id = crypto.randomUUID();
    const document = await documentAdminRepository.begin(ownerId, id, run_id, from);
    if (document === null) return null;
    await documentIngestService.tell(document);
    const payload: DocumentJob = { document_id: id, run_id };
    const extract = jobService.step(extractDocumentJob, payload);
    const chunk = jobService.step(chunkDocumentJob, payload, [extract]);
    const embed = jobService.step(embedDocumentJob, payload, [chunk]);
    try {
      await jobService.enqueuePipeline(jobService.step(indexDocumentJob, payload, [embed]));
    } catch (err) {
      requestContext.log()?.warn({ err, document: id }, 'A document waits: the queue cannot be reached.');
    }
    return documentSchema.parse(document);
  },

  /**
   * Does a step, unless it was done, the document is gone or failed, or another run has it. What trying again cannot mend is
   * written into the document, and the steps that follow find nothing to do.
   */
  async step({ document_id, run_id }: DocumentJob, { attempt }: JobContext, step: DocumentStep): Promise<void> {
    const ownerId = requestContext.userId() ?? '';
    const document = await documentAdminRepository.get(ownerId, document_id);
    if (document === null || document.run_id !== run_id || !step.from.includes(document.status)) return;
    try {
      await step.run(document);
    } catch (error) {
      if (isFinal(error) || attempt >= step.attempts) {
        requestContext.log()?.warn({ err: error, document: document_id }, 'A document failed.');
        await documentAdminRepository.fail(ownerId, document_id, run_id, told(error));
      }
      if (!isFinal(error)) throw error;
    } finally {
      const now = await documentAdminRepository.get(ownerId, document_id);
      if (now !== null) await documentIngestService.tell(now);
    }
  },

  /** Gives up a document whose runs come to no end. */
  async giveUp(ownerId: string, id: string): Promise<void> {
    const document = await documentAdminRepository.get(ownerId, id);
    if (document?.run_id === undefined || document.run_id === null) return;
    await documentAdminRepository.fail(ownerId, id, document.run_id, told(null));
  },
};
