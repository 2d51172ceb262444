import { documentUnits, type DocumentText, type Unit } from './document-units.ts';
import { type Chunk, packUnits } from './pack-units.ts';
import { type Embed, topicBreaks } from './topic-breaks.ts';

/** How a document is cut. `overlap` is what `tokens` repeats of the chunk before, `embed` is called by `semantic` alone. */
export type ChunkOptions = {
  readonly strategy: 'structure' | 'tokens' | 'semantic';
  /** Of each chunk, at most; 16 at least. */
  readonly max_tokens: number;
  readonly overlap: number;
  readonly embed: Embed;
};

/** One sign may count four tokens; below this nothing could be promised. */
const LEAST_TOKENS = 16;

const newSection = (unit: Unit, before: Unit): boolean => unit.section !== before.section;

/** A table or code is read as a whole: it stands by itself where it is more than a few lines. */
const newForm = (unit: Unit, before: Unit): boolean =>
  unit.block !== before.block && [unit.kind, before.kind].some((kind) => kind === 'table' || kind === 'code');

/**
 * Cuts a document. By `structure`: at headings, tables and code, and between sentences where a section is too long; by
 * `tokens`: wherever a chunk is full, and repeating `overlap` of it; `semantic`: at headings, and where a sentence is about
 * something else than those before. Each chunk is a part of the text as it stands there; together they are all of it.
 */
export async function chunkDocument(document: DocumentText, options: ChunkOptions): Promise<Chunk[]> {
  const { strategy, embed } = options;
  const max_tokens = Math.max(LEAST_TOKENS, options.max_tokens);
  const { text } = document;
  if (strategy === 'tokens') {
    const overlap = Math.min(Math.max(0, options.overlap), max_tokens / 2);
    const most = overlap === 0 ? max_tokens : Math.max(LEAST_TOKENS, Math.min(max_tokens, overlap - 1));
    return packUnits(text, documentUnits(document, most), { max_tokens, overlap, breaks: () => false });
  }
  const units = documentUnits(document, max_tokens);
  if (strategy === 'structure')
    return packUnits(text, units, {
      max_tokens,
      overlap: 0,
      breaks: (unit, before) => newSection(unit, before) || (before.kind !== 'heading' && newForm(unit, before)),
    });
  const all = [...units];
  const starts = await topicBreaks(text, all, embed);
  return packUnits(text, all, {
    max_tokens,
    overlap: 0,
    breaks: (unit, before) => newSection(unit, before) || starts.has(unit.start),
  });
}
