import type { z } from 'zod';
import type { noteSchema } from './note.schema.ts';

/** A note as Supabase answers with it. */
export const sampleNote: z.infer<typeof noteSchema> = {
  id: 'a3d1f2c4-5b6e-4f70-8a91-b2c3d4e5f601',
  title: 'A note',
  body: 'What it says. '.repeat(20),
  pinned: false,
  owner_id: '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001',
  version: 1,
  created_at: '2026-01-01T00:00:00+00:00',
  updated_at: '2026-01-01T00:00:00+00:00',
};
