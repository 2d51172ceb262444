import { embeddingSlotRepository } from '../repositories/embedding-slot.repository.ts';
import { vectorRepository } from '../repositories/vector.repository.ts';
import type { ContextPassage, SearchHit, SearchInput, SearchResult } from '../schemas/search.schema.ts';
import { embeddingModelService } from './embedding-model.service.ts';
import { embeddingService } from './embedding.service.ts';

/** Passages of a section, and passages that speak of the same, for each hit. */
const AROUND = 3;

/** The model whose vectors are searched. Before there is any, the one that will be. */
const searchedModel = async (): Promise<string> =>
  (await embeddingSlotRepository.activeModel()) ?? embeddingModelService.active();

/** What stands around hits and is none of them, each passage once with all its links. */
const contextOf = async (hits: readonly SearchHit[]): Promise<ContextPassage[]> => {
  if (hits.length === 0) return [];
  const ids = hits.map(({ id }) => id);
  const found = (await vectorRepository.expand(ids, AROUND)).filter(({ id }) => !ids.includes(id));
  return [...Map.groupBy(found, ({ id }) => id).values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const { link, ...passage } = first;
    return [{ ...passage, links: [link, ...more.map((one) => one.link)] }];
  });
};

/** Search in the documents of the caller. */
export const searchService = {
  /**
   * The passages that are nearest to a question, by meaning and by words, at most `limit` of them.
   * @throws 413 `too_many_tokens`, 429 `ai_budget_used_up`, 503 `ai_overloaded`, 504 `ai_timeout`
   */
  async searchSimilar(query: string, limit = 10): Promise<SearchHit[]> {
    const { hits } = await searchService.search({ query, limit, mode: 'hybrid', filter: null, expand: false });
    return hits;
  },

  /** As `searchSimilar`, in what the filter leaves, and with what stands around the hits where that is asked for. */
  async search({ query, limit, mode, filter, expand }: SearchInput): Promise<SearchResult> {
    const model = mode === 'text' ? null : await searchedModel();
    const vector = model === null ? null : { model, values: await embeddingService.embedText(query, model) };
    const hits = await vectorRepository.search({ text: mode === 'vector' ? null : query, vector, limit, filter });
    return { model, hits, context: expand ? await contextOf(hits) : [] };
  },
};
