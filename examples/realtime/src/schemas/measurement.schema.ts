import { z } from 'zod';
import { boardUpdateSchema } from './board.schema.ts';
import { field } from './field.schema.ts';

export const measurementSchema = z.strictObject({
  id: z.uuid().describe("The producer's own: sent again, it is the same measurement."),
  sensor: field.string().max(100),
  measured_at: field.datetime(),
  value: field.decimal(),
});

export const measurementBatchSchema = z.strictObject({ measurements: z.array(measurementSchema).min(1).max(500) });

/** What became of a batch. */
export const ingestedSchema = z.object({
  accepted: z.int(),
  duplicates: z.int().describe('Known already: they change nothing.'),
  late: z.int().describe('Their window was closed: counted, and in none.'),
});

/** What `app.ingest_measurements` returns. */
export const ingestedBatchSchema = boardUpdateSchema.extend(ingestedSchema.shape);

export type Measurement = z.infer<typeof measurementSchema>;
export type MeasurementBatch = z.infer<typeof measurementBatchSchema>;
export type Ingested = z.infer<typeof ingestedSchema>;
export type IngestedBatch = z.infer<typeof ingestedBatchSchema>;
