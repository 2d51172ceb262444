import { z } from 'zod';

/** What may be stored, beside what the bucket and each user's quota allow (supabase/migrations). */
export const storageConfig = z.object({
  /** Bytes of one file. The bucket has a limit of its own, 10 MiB: raise both. */
  STORAGE_MAX_FILE_BYTES: z.coerce.number().int().positive().default(10_485_760),
  /** Width times height of an image, so that nobody who unpacks it runs out of memory. */
  STORAGE_MAX_PIXELS: z.coerce.number().int().positive().default(50_000_000),
  /** Seconds that a download URL works for whoever has it. */
  STORAGE_URL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
});
