import { z } from 'zod';

const environment = z.object({
  /** Bytes of one file. The bucket has a limit of its own: raise both. */
  DOCUMENT_MAX_BYTES: z.coerce.number().int().positive().default(10_485_760),
  /** How documents are cut: at headings, tables and code; after so many tokens; or where they change their subject. */
  CHUNK_STRATEGY: z.enum(['structure', 'tokens', 'semantic']).default('structure'),
  /** Tokens of a passage at most, and how many of them are those of the one before where they are cut by tokens. */
  CHUNK_MAX_TOKENS: z.coerce.number().int().min(16).max(2000).default(300),
  CHUNK_OVERLAP_TOKENS: z.coerce.number().int().min(0).default(40),
  /** Days that vectors are kept beside those of documents: those of questions, and of texts that are uploaded again. */
  EMBEDDING_CACHE_DAYS: z.coerce.number().int().positive().default(90),
});

const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));

/** How large documents may be, and how they are cut. */
export const embeddingConfig = Object.freeze(environment.parse(present));
