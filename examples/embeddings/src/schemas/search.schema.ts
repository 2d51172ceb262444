import { z } from 'zod';
import { chunkSchema, documentTypeSchema } from './chunk.schema.ts';

/** Which passages are searched. Null: all. */
export const searchFilterSchema = z.strictObject({
  document_ids: z.array(z.uuid()).min(1).max(100).nullable().default(null),
  types: z.array(documentTypeSchema).min(1).nullable().default(null),
  kinds: z.array(chunkSchema.shape.kind).min(1).nullable().default(null),
  /** Those under these headings, from the outermost. */
  headings: z.array(z.string().min(1).max(500)).min(1).max(6).nullable().default(null),
});

/** The body of POST /v1/searches. */
export const searchInputSchema = z.strictObject({
  query: z.string().trim().min(1).max(4000),
  limit: z.int().min(1).max(50).default(10),
  /** By meaning (`vector`), by words (`text`), or both. */
  mode: z.enum(['hybrid', 'vector', 'text']).default('hybrid'),
  filter: searchFilterSchema.nullable().default(null),
  /** Whether what stands around the hits is to come with them. */
  expand: z.boolean().default(false),
});

/** A passage as it is found, with where it is: from the character `start` of its document's text up to `end`. */
export const foundPassageSchema = chunkSchema.omit({ tokens: true }).extend({
  id: z.uuid(),
  document_id: z.uuid(),
  document_name: z.string(),
  position: z.int(),
});

export const searchHitSchema = foundPassageSchema.extend({
  /** By rank: comparable within one search. */
  score: z.number(),
  /** How near it is in meaning: 1 is the same; null where the search was by words alone. */
  similarity: z.number().nullable(),
  /** Its place by meaning, and by words; null where it is not among these. */
  vector_rank: z.int().nullable(),
  text_rank: z.int().nullable(),
});

/** Why a passage stands beside a hit. `via`: the headings, or what both speak of. */
export const passageLinkSchema = z.object({
  from_id: z.uuid(),
  relation: z.enum(['previous', 'next', 'section', 'entity']),
  weight: z.number(),
  via: z.array(z.string()),
});

/** A passage of the surroundings, with its links to hits. */
export const contextPassageSchema = foundPassageSchema.extend({ links: z.array(passageLinkSchema) });

export const searchResultSchema = z.object({
  /** Whose vectors were compared; null where none were. */
  model: z.string().nullable(),
  hits: z.array(searchHitSchema),
  context: z.array(contextPassageSchema),
});

export type SearchFilter = z.infer<typeof searchFilterSchema>;
export type SearchInput = z.infer<typeof searchInputSchema>;
export type FoundPassage = z.infer<typeof foundPassageSchema>;
export type SearchHit = z.infer<typeof searchHitSchema>;
export type PassageLink = z.infer<typeof passageLinkSchema>;
export type ContextPassage = z.infer<typeof contextPassageSchema>;
export type SearchResult = z.infer<typeof searchResultSchema>;
