import { z } from 'zod';
import { field } from './field.schema.ts';
import { filter, pageQuery } from './resource.schema.ts';

const seconds = z.int32().max(86_400);

/** What a POST takes. */
export const boardInputSchema = z.strictObject({
  name: field.string(),
  window_seconds: seconds.min(1).default(10),
  lateness_seconds: seconds.min(0).default(30),
  alert_above: field.decimal().nullable().default(null),
  shared: z.boolean().default(false),
});

export const boardSchema = z.object({
  id: z.uuid(),
  owner_id: z.uuid(),
  name: z.string(),
  window_seconds: z.int(),
  lateness_seconds: z.int(),
  alert_above: z.string().nullable(),
  shared: z.boolean(),
  watermark: z.string().nullable().describe('The latest time that was measured.'),
  late_count: z.string().describe('Measurements that came too late for their window.'),
  created_at: z.string(),
});

export const boardQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at', 'name', '-name']).default('-created_at'),
  q: filter.search(),
});

/** `/boards/:board_id/…` */
export const boardParams = z.strictObject({ board_id: z.uuid() });

/** What was measured from `starts_at` on, for the board's `window_seconds`. */
export const boardWindowSchema = z.object({
  id: z.uuid(),
  starts_at: z.string(),
  readings: z.int().describe('How many measurements it has.'),
  sum: z.string(),
  min: z.string(),
  max: z.string(),
  mean: z.string(),
  version: z.int().describe('Of two that say otherwise, the higher is the newer.'),
});

export const boardWindowQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['starts_at', '-starts_at']).default('-starts_at'),
  from: field.datetime().nullable().default(null).describe('Windows that start then or later.'),
});

/** What the sockets of a board are told: the windows that changed, as they are now. */
export const boardUpdateSchema = z.object({
  windows: z.array(boardWindowSchema),
  watermark: z.string().nullable(),
  late_count: z.coerce.string(),
});

export type Board = z.infer<typeof boardSchema>;
export type BoardInput = z.infer<typeof boardInputSchema>;
export type BoardQuery = z.infer<typeof boardQuerySchema>;
export type BoardWindow = z.infer<typeof boardWindowSchema>;
export type BoardWindowQuery = z.infer<typeof boardWindowQuerySchema>;
export type BoardUpdate = z.infer<typeof boardUpdateSchema>;
