import { z } from 'zod';
import { field } from './field.schema.ts';

/** A second factor of the caller. It counts once it is `verified`. */
export const factorSchema = z.object({
  id: z.uuid(),
  friendly_name: z.string().nullable().default(null),
  factor_type: z.string(),
  status: z.enum(['unverified', 'verified']),
  created_at: z.string(),
});
export type Factor = z.infer<typeof factorSchema>;

export const factorsSchema = z.object({ factors: z.array(factorSchema) });
export type Factors = z.infer<typeof factorsSchema>;

/** The name by which its owner knows the device. */
export const factorInputSchema = z.strictObject({ friendly_name: field.string() });
export type FactorInput = z.infer<typeof factorInputSchema>;

/** What an authenticator app is shown, once: a picture, or the secret to type in. */
export const newFactorSchema = z.object({
  id: z.uuid(),
  totp: z.object({ qr_code: z.string(), secret: z.string(), uri: z.string() }),
});
export type NewFactor = z.infer<typeof newFactorSchema>;

/** `expires_at`: seconds since 1970. */
export const challengeSchema = z.object({ id: z.uuid(), expires_at: z.int() });
export type Challenge = z.infer<typeof challengeSchema>;

export const factorCodeSchema = z.strictObject({
  challenge_id: z.uuid(),
  code: z.string().regex(/^\d{6}$/, '6 digits'),
  session: z.boolean().default(false).describe('Answer with a session cookie instead of tokens.'),
});
export type FactorCode = z.infer<typeof factorCodeSchema>;
