import { type EmbeddingModel, models } from '../config/models.config.ts';
import { embeddingSlotAdminRepository } from '../repositories/embedding-slot-admin.repository.ts';
import { appError } from '../utils/app-error.ts';
import { livingModel } from '../utils/living-model.ts';

const known: readonly EmbeddingModel[] = models.embedding;

const find = (model: string): EmbeddingModel => known.find((one) => one.model === model) ?? models.embedding[0];

/** Which model's vectors are searched, and made for what is new. */
export const embeddingModelService = {
  /** The one that the configuration asks for: the first that is alive. @throws 503 `model_unavailable` */
  wanted: (): string => livingModel(models.embedding, new Date()),

  /** The one that is searched. The first that is ever asked for takes the empty place. */
  async active(): Promise<string> {
    const active = (await embeddingSlotAdminRepository.list()).find((slot) => slot.active);
    if (active === undefined) throw appError.internal('no_embedding_slot', 'app.embedding_slots has no active place.');
    if (active.model !== null) return active.model;
    const model = embeddingModelService.wanted();
    // Where somebody else was first, the place has a model now.
    return (await embeddingSlotAdminRepository.assign(active.slot, null, model))
      ? model
      : embeddingModelService.active();
  },

  /** US dollars for a million tokens. */
  priceOf: (model: string) => ({ input: find(model).price.input, cached_input: 0, output: 0 }),

  /** Tokens that one text may have. */
  contextOf: (model: string): number => find(model).context,
};
