import { extractDocument } from '../clients/extract-document.ts';
import { embeddingConfig } from '../config/embedding.config.ts';
import { documentAdminRepository } from '../repositories/document-admin.repository.ts';
import { documentChunkAdminRepository } from '../repositories/document-chunk-admin.repository.ts';
import { documentFileAdminRepository } from '../repositories/document-file-admin.repository.ts';
import type { Chunk } from '../schemas/chunk.schema.ts';
import type { DocumentRow } from '../schemas/document.schema.ts';
import { chunkDocument } from '../utils/chunk-document.ts';
import { findEntities } from '../utils/find-entities.ts';
import { passageInput } from '../utils/passage-input.ts';
import { textHash } from '../utils/text-hash.ts';
import { uuidOf } from '../utils/uuid-of.ts';
import { documentIngestService } from './document-ingest.service.ts';
import { embeddingModelService } from './embedding-model.service.ts';
import { embeddingService } from './embedding.service.ts';

/** Characters of headings that are searched and embedded with each passage below them. */
const MOST_SECTION = 500;
/** Texts that are asked for at a time, and vectors that are indexed in one transaction. */
const TEXTS = 2048;
const VECTORS = 200;
/** Transactions side by side: to put a vector into the index is work for one processor of the database. */
const LANES = 2;
/** How often the searched model may change while a document is indexed. */
const ROUNDS = 3;

const newChunk = (documentId: string, chunk: Chunk, position: number) => {
  const section = chunk.heading_path.join(' › ').slice(0, MOST_SECTION);
  return {
    ...chunk,
    // The same each time that the document is cut.
    id: uuidOf(`${documentId} ${position}`),
    position,
    section,
    content_hash: textHash(passageInput(section, chunk.text)),
    entities: findEntities(chunk.text),
  };
};

const ownerOf = async ({ owner_id }: DocumentRow) => ({
  ownerId: owner_id,
  model: await embeddingModelService.active(),
  payer: owner_id,
});

const embedMissing = async (document: DocumentRow): Promise<void> => {
  const owner = await ownerOf(document);
  const state = { done: 0 };
  for (;;) {
    const rows = await documentChunkAdminRepository.toEmbed(document.id, owner.model, TEXTS);
    if (rows.length === 0) return;
    const inputs = rows.map(({ content_hash, section, text }) => ({ content_hash, text: passageInput(section, text) }));
    const before = state.done;
    await embeddingService.make(owner, inputs, async (made) => {
      state.done = before + made;
      const progress = 20 + Math.floor((60 * state.done) / Math.max(state.done, document.chunk_count));
      if (await documentAdminRepository.move(document, ['embedding'], { progress }))
        await documentIngestService.tell({ ...document, progress });
    });
  }
};

const placeVectors = async (documentId: string, lane: number): Promise<void> => {
  while ((await documentChunkAdminRepository.placeVectors(documentId, lane, LANES, VECTORS)) > 0);
};

/** What is done with a document, step by step. Each may be cut off anywhere, and is then done again. */
export const documentStepService = {
  async extract(document: DocumentRow): Promise<void> {
    await documentAdminRepository.move(document, ['queued', 'extracting'], { status: 'extracting', progress: 5 });
    const bytes = await documentFileAdminRepository.download(document.path);
    const extracted = await extractDocument(bytes, document.type);
    await documentAdminRepository.saveText(document, extracted);
    await documentAdminRepository.move(document, ['extracting'], { status: 'chunking', progress: 10 });
  },

  async chunk(document: DocumentRow): Promise<void> {
    const extracted = await documentAdminRepository.getText(document);
    const owner = await ownerOf(document);
    const chunks = await chunkDocument(extracted, {
      strategy: embeddingConfig.CHUNK_STRATEGY,
      max_tokens: embeddingConfig.CHUNK_MAX_TOKENS,
      overlap: embeddingConfig.CHUNK_OVERLAP_TOKENS,
      embed: (texts) => embeddingService.embedTexts(owner, texts),
    });
    const rows = chunks.map((chunk, position) => newChunk(document.id, chunk, position));
    await documentChunkAdminRepository.replace(document, rows);
  },

  async embed(document: DocumentRow): Promise<void> {
    await embedMissing(document);
    await documentAdminRepository.move(document, ['embedding'], { status: 'indexing', progress: 80 });
  },

  /** Where another model is searched since the passages were embedded, they are embedded by that one first. */
  async index(document: DocumentRow): Promise<void> {
    for (let round = 1; round <= ROUNDS; round += 1) {
      await Promise.all(Array.from({ length: LANES }, (_, lane) => placeVectors(document.id, lane)));
      if (await documentChunkAdminRepository.finish(document)) return;
      await embedMissing(document);
    }
  },
};
