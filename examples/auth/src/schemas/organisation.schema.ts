import { z } from 'zod';
import { field } from './field.schema.ts';
import { filter, pageQuery } from './resource.schema.ts';

/** What a caller writes: the body of POST and PUT. */
export const organisationInputSchema = z.strictObject({
  name: field.string(),
});

/** A row as the API returns it. */
export const organisationSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** The query of the list. */
export const organisationQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at', 'updated_at', '-updated_at', 'name', '-name']).default('-created_at'),
  q: filter.search(),
  name: filter.text(),
});

export type Organisation = z.infer<typeof organisationSchema>;
export type OrganisationInput = z.infer<typeof organisationInputSchema>;
export type OrganisationQuery = z.infer<typeof organisationQuerySchema>;
