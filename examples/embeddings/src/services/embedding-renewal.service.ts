import { requestContext } from '../context/request-context.ts';
import { embeddingCacheAdminRepository } from '../repositories/embedding-cache-admin.repository.ts';
import { embeddingSlotAdminRepository } from '../repositories/embedding-slot-admin.repository.ts';
import { embeddingConfig } from '../config/embedding.config.ts';
import type { EmbeddingSlot } from '../schemas/embedding.schema.ts';
import { passageInput } from '../utils/passage-input.ts';
import { embeddingModelService } from './embedding-model.service.ts';
import { embeddingService } from './embedding.service.ts';

/** Passages that are embedded at a time, and vectors that are written or taken out in one transaction. */
const TEXTS = 1000;
const VECTORS = 200;

const clear = async ({ slot, model }: EmbeddingSlot): Promise<void> => {
  while ((await embeddingSlotAdminRepository.clear(slot, VECTORS)) > 0);
  if (model !== null) await embeddingSlotAdminRepository.assign(slot, model, null);
};

/** Brings a place further: the next passages that it lacks, each embedded for its owner, at the cost of the project. */
const fill = async (slot: number, model: string): Promise<'filled' | 'more'> => {
  const rows = await embeddingSlotAdminRepository.missing(slot, TEXTS);
  for (const [ownerId, theirs] of Map.groupBy(rows, ({ owner_id }) => owner_id)) {
    const inputs = theirs.map(({ content_hash, section, text }) => ({
      content_hash,
      text: passageInput(section, text),
    }));
    const hashes = inputs.map(({ content_hash }) => content_hash);
    const known = await embeddingCacheAdminRepository.find(ownerId, model, [...new Set(hashes)]);
    await embeddingService.make(
      { ownerId, model, payer: null },
      inputs.filter(({ content_hash }) => !known.has(content_hash)),
    );
    while ((await embeddingSlotAdminRepository.fill(slot, ownerId, VECTORS)) > 0);
  }
  return rows.length === 0 ? 'filled' : 'more';
};

/**
 * From one model to the next: the vectors of the new one are made beside those of the old one, which are searched meanwhile. Once
 * all are there, the new ones are searched, and the old ones taken out.
 */
export const embeddingRenewalService = {
  /** Goes on with it, if there is anything to do. May be cut off anywhere. */
  async renew(): Promise<void> {
    const model = embeddingModelService.wanted();
    const slots = await embeddingSlotAdminRepository.list();
    const [active, other] = [slots.find((slot) => slot.active), slots.find((slot) => !slot.active)];
    if (active === undefined || other === undefined || active.model === null) return;
    if (active.model === model) {
      // Whoever asked by the model before has had their answer by now.
      if (other.model !== null) await clear(other);
      return;
    }
    if (other.model !== model) {
      await clear(other);
      if (!(await embeddingSlotAdminRepository.assign(other.slot, null, model))) return;
    }
    requestContext.log()?.info({ from: active.model, to: model }, 'Passages are embedded by another model.');
    while ((await fill(other.slot, model)) === 'more') requestContext.signal()?.throwIfAborted();
    // False where a document has become ready meanwhile: the next time it is embedded too.
    await embeddingSlotAdminRepository.activate(other.slot);
  },

  /** Forgets vectors that nobody has asked for again in time; those of documents stay beside their passages. */
  forgetOld: (): Promise<void> =>
    embeddingCacheAdminRepository.deleteBefore(
      new Date(Date.now() - embeddingConfig.EMBEDDING_CACHE_DAYS * 86_400_000).toISOString(),
    ),
};
