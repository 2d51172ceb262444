import { requestContext } from '../context/request-context.ts';
import type { EmbeddedRows, RowToEmbed, RowVector } from '../schemas/row-embedding.schema.ts';
import { isAppError } from '../utils/app-error.ts';
import { embeddingModelService } from './embedding-model.service.ts';
import { embeddingService } from './embedding.service.ts';

const AT_A_TIME = 100;
/** What a row says is one vector: more of it would say less, and a model takes only so much. */
const MAX_CHARACTERS = 2000;

const asText = (vector: readonly number[]): string => JSON.stringify(vector);

/** The vectors of one owner's rows. What is new is paid for by the owner, and a change of the model by the project. */
const vectorsOf = async (rows: readonly RowToEmbed[], model: string, isChange: boolean): Promise<RowVector[]> => {
  const texts = rows.map(({ text }) => text.slice(0, MAX_CHARACTERS).toWellFormed().trim());
  const [first] = rows;
  const said = texts.filter((text) => text !== '');
  if (first === undefined) return [];
  const owner = { ownerId: first.owner_id, model, payer: isChange ? null : first.owner_id };
  const made = said.length === 0 ? [] : await embeddingService.embedTexts(owner, said);
  const byText = new Map(said.map((text, index) => [text, made[index] ?? []]));
  return rows.map(({ id, owner_id, version }, index) => {
    const vector = byText.get(texts[index] ?? '');
    return { row_id: id, owner_id, version, model, embedding: vector === undefined ? null : asText(vector) };
  });
};

/** Vectors of the rows of a resource, one for each row and model. */
export const rowEmbeddingService = {
  /**
   * Makes the vectors that rows lack: of one row, or of all (null), by the model that is searched and by the one that is to be.
   * Where one owner's cannot be made, as with a budget that is used up, those of the others are made all the same.
   * @throws as `embeddingService.embedTexts` does, where it is about one row
   */
  async embed(rows: EmbeddedRows, id: string | null): Promise<void> {
    const active = await embeddingModelService.active();
    for (const model of new Set([active, embeddingModelService.wanted()])) {
      const state: { after: string | null } = { after: null };
      for (;;) {
        requestContext.signal()?.throwIfAborted();
        const missing = await rows.missing({ model, id, after: state.after, limit: AT_A_TIME });
        for (const theirs of Map.groupBy(missing, ({ owner_id }) => owner_id).values()) {
          try {
            await rows.keep(await vectorsOf(theirs, model, model !== active));
          } catch (err) {
            if (id !== null || !isAppError(err)) throw err;
            requestContext.log()?.warn({ err, rows: theirs.length }, 'Rows could not be embedded.');
          }
        }
        const last = missing.at(-1);
        if (last === undefined || missing.length < AT_A_TIME) break;
        state.after = last.id;
      }
    }
  },
};
