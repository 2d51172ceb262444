import { z } from 'zod';

/** A row without a vector of what it says now, and what it says. */
export const rowToEmbedSchema = z.object({ id: z.uuid(), owner_id: z.uuid(), version: z.int(), text: z.string() });

/** What a row's vector was made of. Null where the row says nothing. */
export const rowVectorSchema = z.object({
  row_id: z.uuid(),
  owner_id: z.uuid(),
  version: z.int(),
  model: z.string(),
  embedding: z.string().nullable(),
});

export type RowToEmbed = z.infer<typeof rowToEmbedSchema>;
export type RowVector = z.infer<typeof rowVectorSchema>;

/** Which rows are looked for: one of them (`id`), or those after an id (`after`), in the order of their ids. */
export type RowsWanted = {
  readonly model: string;
  readonly id: string | null;
  readonly after: string | null;
  readonly limit: number;
};

/** The rows of a resource that has a vector for each: the admin repository that `generate resource --embeddings` writes. */
export type EmbeddedRows = {
  /** Those that lack a vector by this model. */
  readonly missing: (wanted: RowsWanted) => Promise<readonly RowToEmbed[]>;
  readonly keep: (vectors: readonly RowVector[]) => Promise<void>;
};
