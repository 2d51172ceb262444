import { deflateSync } from 'node:zlib';

type Line = { readonly text: string; readonly size: number; readonly y: number };

/** Lines of a page, from the top, with the distances that a text has; `''` makes an empty line. */
const linesOf = (texts: readonly string[]): readonly Line[] => {
  const at = { y: 760 };
  return texts.flatMap((text) => {
    const heading = text.startsWith('# ');
    const size = heading ? 20 : 11;
    at.y -= size * 1.3;
    return text === '' ? [] : [{ text: heading ? text.slice(2) : text, size, y: at.y }];
  });
};

const drawn = (lines: readonly Line[]): string =>
  lines
    .map(({ text, size, y }) => `BT /F1 ${size} Tf 72 ${y.toFixed(1)} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`)
    .join('\n');

/**
 * A PDF of pages, each a list of lines in Latin letters: `# ` makes a heading. `raw` stands in place of the first page's drawing,
 * compressed; `trailer` is added to the trailer.
 */
export function pdfOf(
  pages: readonly (readonly string[])[],
  { raw = null, trailer = '' }: { readonly raw?: Buffer | null; readonly trailer?: string } = {},
): Buffer {
  const drawings = pages.map((page, index) => deflateSync(index === 0 && raw !== null ? raw : drawn(linesOf(page))));
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    ...drawings.flatMap((drawing, index) => [
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      ),
      Buffer.concat([
        Buffer.from(`<< /Length ${drawing.length} /Filter /FlateDecode >>\nstream\n`),
        drawing,
        Buffer.from('\nendstream'),
      ]),
    ]),
  ];
  const head = Buffer.from('%PDF-1.4\n');
  const written = objects.map((object, index) =>
    Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]),
  );
  const places = written.map((_, index) =>
    written.slice(0, index).reduce((sum, { length }) => sum + length, head.length),
  );
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const start = written.reduce((sum, { length }) => sum + length, head.length);
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.concat([head, ...written, Buffer.from(end, 'latin1')]);
}

/** What a trailer says of a file that has a password which is not the empty one. */
export const PASSWORD = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >> /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>]`;
