import { createHash } from 'node:crypto';

/** SHA-256 of a text or of bytes, in hexadecimal. */
export const textHash = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
