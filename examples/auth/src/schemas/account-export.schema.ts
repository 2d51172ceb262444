import { z } from 'zod';

export const exportedRowsSchema = z.array(z.record(z.string(), z.unknown()));

/** All that is stored of the caller, by table. */
export const accountExportSchema = z.object({
  user: z.object({ id: z.uuid(), email: z.string().nullable() }),
  exported_at: z.string(),
  tables: z.record(z.string(), exportedRowsSchema),
});

/** The body of POST /v1/me/delete. Null for an account without a password, which must have signed in a moment ago. */
export const accountDeletionSchema = z.strictObject({ password: z.string().min(1).max(1000).nullable().default(null) });

export type ExportedRows = z.infer<typeof exportedRowsSchema>;
export type AccountExport = z.infer<typeof accountExportSchema>;
export type AccountDeletion = z.infer<typeof accountDeletionSchema>;
