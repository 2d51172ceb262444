import { extractTextItems, getDocumentProxy, type StructuredTextItem } from 'unpdf';
import type { ExtractedDocument } from '../../schemas/chunk.schema.ts';
import { joinBlocks, type TextBlock } from './join-blocks.ts';

type Line = { readonly text: string; readonly size: number; readonly y: number; readonly page: number };

/** How much larger than most letters those of a heading are, and how far below the other a line of the same paragraph is. */
const HEADING = 1.15;
const LEADING = 1.7;
const LONGEST_HEADING = 200;

const toHalf = (size: number): number => Math.round(size * 2) / 2;

const linesOf = (items: readonly StructuredTextItem[], page: number): Line[] => {
  const lines: Line[] = [];
  const open = { text: '', size: 0, y: 0 };
  const end = (): void => {
    if (open.text.trim() !== '') lines.push({ ...open, text: open.text.trim(), page });
    open.text = '';
    open.size = 0;
  };
  for (const { str, fontSize, y, hasEOL } of items) {
    open.text += str;
    if (str.trim() !== '') {
      open.size = Math.max(open.size, toHalf(fontSize));
      open.y = y;
    }
    if (hasEOL) end();
  }
  end();
  return lines;
};

/** The size that most letters have. */
const bodySize = (lines: readonly Line[]): number => {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) letters.set(size, (letters.get(size) ?? 0) + text.length);
  return [...letters].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
};

const goesOn = (line: Line, before: Line): boolean =>
  line.page === before.page &&
  line.size === before.size &&
  before.y - line.y > 0 &&
  before.y - line.y <= line.size * LEADING;

/** A PDF: its lines in paragraphs, and those in larger letters as headings. Tables are lines. */
export async function readPdf(bytes: Uint8Array): Promise<ExtractedDocument> {
  // A Buffer it refuses.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, useSystemFonts: false });
  const { items } = await extractTextItems(pdf);
  const lines = items.flatMap(linesOf);
  const body = bodySize(lines);
  const isHeading = ({ size, text }: Line): boolean => size >= body * HEADING && text.length <= LONGEST_HEADING;
  const sizes = [...new Set(lines.filter(isHeading).map(({ size }) => size))].toSorted((a, b) => b - a);
  const blocks: TextBlock[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const last = blocks.at(-1);
    const level = isHeading(line) ? Math.min(6, sizes.indexOf(line.size) + 1) : null;
    if (before !== undefined && last !== undefined && goesOn(line, before))
      blocks.splice(-1, 1, { ...last, text: `${last.text}\n${line.text}` });
    else blocks.push({ kind: level === null ? 'paragraph' : 'heading', level, text: line.text });
  }
  return joinBlocks(blocks);
}
