import type { ExtractedDocument } from '../../schemas/chunk.schema.ts';

/** Plain text: what blank lines stand around is a paragraph. */
export const readText = (text: string): ExtractedDocument => ({
  text,
  blocks: [...text.matchAll(/\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*/g)].map(({ 0: { length }, index }) => ({
    kind: 'paragraph',
    level: null,
    start: index,
    end: index + length,
  })),
});
