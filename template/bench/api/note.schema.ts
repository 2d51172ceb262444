import { z } from 'zod';
import { dataOf, errorResponses, noQuery } from '../../src/schemas/resource.schema.ts';

const fields = { title: z.string().min(1).max(200), body: z.string().max(10_000), pinned: z.boolean().default(false) };

/** A row as the stand-in for Supabase answers it. */
export const noteSchema = z.object({
  id: z.uuid(),
  ...fields,
  owner_id: z.uuid(),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});

export const createNoteSchema = z.strictObject(fields);

/** The schema of `POST /v1/notes`, the request that is measured. */
export const createNoteRoute = {
  querystring: noQuery,
  body: createNoteSchema,
  response: { 201: dataOf(noteSchema), ...errorResponses },
};
