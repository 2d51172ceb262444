import { z } from 'zod';

/** Numbers of a vector: what the column holds, and what both models make. */
const DIMENSIONS = 512;

/** A vector as a model answers it. */
export const vectorSchema = z.array(z.number()).length(DIMENSIONS);

/** A text that is to be embedded, with its hash. */
export const embeddingTextSchema = z.object({ content_hash: z.string(), text: z.string() });

/** One of the two places for vectors: the model whose vectors it has, and whether it is the one that is searched. */
export const embeddingSlotSchema = z.object({ slot: z.int(), model: z.string().nullable(), active: z.boolean() });

/** Whose vectors they are, and by which model. `payer` null: the project pays, as for what it embeds anew by itself. */
export const embeddingOwnerSchema = z.object({ ownerId: z.uuid(), model: z.string(), payer: z.uuid().nullable() });

export type Vector = z.infer<typeof vectorSchema>;
export type EmbeddingText = z.infer<typeof embeddingTextSchema>;
export type EmbeddingOwner = z.infer<typeof embeddingOwnerSchema>;
export type EmbeddingSlot = z.infer<typeof embeddingSlotSchema>;
