import { createHash, randomBytes } from 'node:crypto';

/** The two halves of PKCE (RFC 7636, S256). */
export const pkce = {
  newVerifier: (): string => randomBytes(32).toString('base64url'),
  challengeOf: (verifier: string): string => createHash('sha256').update(verifier).digest('base64url'),
};
