import { type Piece, splitText } from './split-text.ts';

/** A part of a document that says what it is, as `documentBlockSchema` has it. */
export type Block = {
  readonly kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code';
  readonly level: number | null;
  readonly start: number;
  readonly end: number;
};

/** What was read from a file. */
export type DocumentText = { readonly text: string; readonly blocks: readonly Block[] };

/** A sentence or line of a document, that is not cut any more. */
export type Unit = Piece & {
  readonly kind: Block['kind'];
  readonly headingPath: readonly string[];
  /** Which block it is of; `section` counts headings. */
  readonly block: number;
  readonly section: number;
};

/** What the blocks leave out is in paragraphs, so that nothing is lost whatever a reader forgot. */
function* withoutGaps({ text, blocks }: DocumentText): Generator<Block> {
  const seen = { to: 0 };
  for (const block of [
    ...blocks,
    { kind: 'paragraph', level: null, start: text.length, end: text.length + 1 } as const,
  ]) {
    const start = Math.max(block.start, seen.to);
    if (block.end <= start) continue;
    if (text.slice(seen.to, start).trim() !== '') yield { kind: 'paragraph', level: null, start: seen.to, end: start };
    seen.to = Math.min(block.end, text.length);
    if (start < seen.to) yield { ...block, start, end: seen.to };
  }
}

/** Without the signs that make it a heading in Markdown. */
const titleOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^[=-]+\s*$/.test(line))
    .join(' ')
    .replace(/^#{1,6}\s/, '')
    .trim()
    .slice(0, 200);

type Heading = { readonly level: number; readonly title: string };

/** The units of a document, in order, each of `most` tokens at most. */
export function* documentUnits(document: DocumentText, most: number): Generator<Unit> {
  const state = { headings: [] as readonly Heading[], block: 0, section: 0, wasHeading: false };
  for (const { kind, level, start, end } of withoutGaps(document)) {
    if (kind === 'heading') {
      const title = titleOf(document.text.slice(start, Math.min(end, start + 400)));
      const above = state.headings.filter((heading) => heading.level < (level ?? 1));
      state.headings = [...above, { level: level ?? 1, title }];
      // A heading right below another one begins no section of its own.
      if (!state.wasHeading) state.section += 1;
    }
    const by = kind === 'paragraph' || kind === 'heading' ? 'sentence' : 'line';
    const headingPath = state.headings.map(({ title }) => title).filter((title) => title !== '');
    const before = state.block;
    for (const piece of splitText(document.text, { start, end, by, most })) {
      state.block = before + 1;
      yield { ...piece, kind, headingPath, block: state.block, section: state.section };
    }
    if (state.block > before) state.wasHeading = kind === 'heading';
  }
}
