import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { boundedFetch } from './bounded-fetch.ts';

/** A key that is taken back is refused after this at the latest; a new one is accepted within half a minute. */
const KEYS_KEPT_MS = 600_000;

/**
 * The public keys that are served at a URL (JWKS), for the verifier of tokens. Fetched when the first token comes, once
 * for all requests, and kept.
 */
export const createTokenKeys = (jwksUrl: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(jwksUrl), { cacheMaxAge: KEYS_KEPT_MS, [customFetch]: boundedFetch('jwks') });
