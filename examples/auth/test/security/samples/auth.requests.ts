import type { RowSamples } from '../support/request-sample.ts';

/** The embedded stack has none, and says so; the attacks on them are in test/services/factor.service.test.ts. */
export const factorRows: RowSamples = { '/v1/auth/factors': async () => crypto.randomUUID() };
