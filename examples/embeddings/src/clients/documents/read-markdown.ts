import { lexer, type Token } from 'marked';
import type { DocumentBlock, ExtractedDocument } from '../../schemas/chunk.schema.ts';

const kindOf = (type: string): DocumentBlock['kind'] | null => {
  switch (type) {
    case 'space':
      return null;
    case 'heading':
    case 'list':
    case 'table':
    case 'code':
      return type;
    default:
      return 'paragraph';
  }
};

/** Markdown (GitHub's), as it is written: the marks help a reader as they help a model. */
export function readMarkdown(text: string): ExtractedDocument {
  const seen = { to: 0 };
  const blocks = lexer(text).flatMap((token: Token): DocumentBlock[] => {
    const written = token.raw.trim();
    const start = text.indexOf(written, seen.to);
    const kind = kindOf(token.type);
    if (written === '' || start < 0 || kind === null) return [];
    seen.to = start + written.length;
    return [{ kind, level: token.type === 'heading' ? token['depth'] : null, start, end: seen.to }];
  });
  return { text, blocks };
}
