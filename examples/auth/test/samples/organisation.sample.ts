import type { OrganisationInput } from '../../src/schemas/organisation.schema.ts';

/** A body that POST takes; another `n` gives other values. */
export const organisationSample = async (_user: unknown, n: number): Promise<OrganisationInput> => ({
  name: `Sample ${n}`,
});
