import { authAsCaller } from '../clients/auth-as-caller.ts';
import { supabase } from '../clients/supabase.ts';
import {
  type Challenge,
  challengeSchema,
  type Factor,
  type FactorCode,
  type FactorInput,
  factorsSchema,
  type NewFactor,
  newFactorSchema,
} from '../schemas/factor.schema.ts';
import { type Tokens, tokensSchema } from '../schemas/session.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

/** The caller's second factors, as Supabase Auth keeps them. */
export const factorRepository = {
  /** Whether the token was issued after a second factor, or none is asked of the caller. */
  async isAssured(): Promise<boolean> {
    return unwrap(await supabase.rpc('is_assured'));
  },

  async list(): Promise<Factor[]> {
    const user = await authAsCaller('GET', '/user');
    return factorsSchema.parse({ factors: [], ...Object(user) }).factors;
  },

  async enrol({ friendly_name }: FactorInput): Promise<NewFactor> {
    return newFactorSchema.parse(await authAsCaller('POST', '/factors', { factor_type: 'totp', friendly_name }));
  },

  async challenge(id: string): Promise<Challenge> {
    return challengeSchema.parse(await authAsCaller('POST', `/factors/${id}/challenge`, {}));
  },

  /** Tokens of the assurance level `aal2`. */
  async verify(id: string, { challenge_id, code }: FactorCode): Promise<Tokens> {
    return tokensSchema.parse(await authAsCaller('POST', `/factors/${id}/verify`, { challenge_id, code }));
  },

  async remove(id: string): Promise<void> {
    await authAsCaller('DELETE', `/factors/${id}`);
  },
};
