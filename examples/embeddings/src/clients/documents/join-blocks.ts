import type { DocumentBlock, ExtractedDocument } from '../../schemas/chunk.schema.ts';

/** A part of a document with its own text, whose place is not known yet. */
export type TextBlock = Pick<DocumentBlock, 'kind' | 'level'> & { readonly text: string };

/** One text of all blocks, an empty line between them. What is empty is left out. */
export function joinBlocks(blocks: readonly TextBlock[]): ExtractedDocument {
  const full = blocks.map((block) => ({ ...block, text: block.text.trim() })).filter(({ text }) => text !== '');
  const seen = { to: 0 };
  return {
    text: full.map(({ text }) => text).join('\n\n'),
    blocks: full.map(({ kind, level, text }) => {
      const start = seen.to;
      seen.to = start + text.length + 2;
      return { kind, level, start, end: start + text.length };
    }),
  };
}
