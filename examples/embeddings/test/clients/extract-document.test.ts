import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { extractDocument } from '../../src/clients/extract-document.ts';
import { readDocument } from '../../src/clients/documents/read-document.ts';
import type { DocumentType } from '../../src/schemas/chunk.schema.ts';
import { PASSWORD, pdfOf } from '../support/pdf-of.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What was read, as a list of what each part is and says. */
const read = async (bytes: Uint8Array, type: DocumentType): Promise<string[]> => {
  const { text, blocks } = await extractDocument(bytes, type);
  return blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''}: ${text.slice(start, end)}`);
};

const refused = (bytes: Uint8Array, type: DocumentType, limits?: { cpu_ms: number; ms: number; memory: number }) =>
  extractDocument(bytes, type, limits).then(
    () => 'read',
    (error: unknown) => error,
  );

describe('extractDocument', () => {
  it('reads Markdown by its parts', async () => {
    const markdown =
      '# Guide\r\n\r\nTwo\r\nlines.\r\n\r\n- one\r\n- two\r\n\r\n| a | b |\r\n| - | - |\r\n| 1 | 2 |\r\n\r\n```ts\r\nconst a = 1;\r\n```\r\n\r\n## More\r\n\r\n> said';
    expect(await read(bytesOf(markdown), 'text/markdown')).toEqual([
      'heading1: # Guide',
      'paragraph: Two\nlines.',
      'list: - one\n- two',
      'table: | a | b |\n| - | - |\n| 1 | 2 |',
      'code: ```ts\nconst a = 1;\n```',
      'heading2: ## More',
      'paragraph: > said',
    ]);
  });

  it('reads of a page what can be seen', async () => {
    const page = `<!doctype html><title>No</title><style>p { color: red }</style><script>alert(1)</script>
      <h1>Guide <em>one</em></h1><p>First &amp; <b>bold</b>
      line<br>broken</p><div>Loose<ul><li>one<li><p>two</p></ul></div>
      <table><tr><th>a<th>b<tr><td>1<td>2</table><pre>let a;
  let b;</pre><p hidden>unseen</p><p style="display: none">unseen too</p><h2>More</h2>tail`;
    expect(await read(bytesOf(page), 'text/html')).toEqual([
      'heading1: Guide one',
      'paragraph: First & bold line\nbroken',
      'paragraph: Loose',
      'list: - one\n- two',
      'table: a | b\n1 | 2',
      'code: let a;\n  let b;',
      'heading2: More',
      'paragraph: tail',
    ]);
  });

  it('reads a PDF by its lines and the size of its letters', async () => {
    const pdf = pdfOf([
      ['# Guide', '', 'The first line of a text', 'goes on in a second.', '', 'Another paragraph (in brackets).'],
      ['# Second page', '', 'Its own text.'],
    ]);
    expect(await read(pdf, 'application/pdf')).toEqual([
      'heading1: Guide',
      'paragraph: The first line of a text\ngoes on in a second.',
      'paragraph: Another paragraph (in brackets).',
      'heading1: Second page',
      'paragraph: Its own text.',
    ]);
  });

  it('reads text in the encoding that it has', async () => {
    const utf16 = Buffer.from('\ufeffGrüße', 'utf16le');
    expect(await read(utf16, 'text/plain')).toEqual(['paragraph: Grüße']);
    expect(await read(Buffer.from('Grüße', 'latin1'), 'text/plain')).toEqual(['paragraph: Grüße']);
    const russian = Buffer.from([...Buffer.from('<meta charset="windows-1251"><p>'), 0xcf, 0xf0, 0xe8]);
    expect(await read(russian, 'text/html')).toEqual(['paragraph: При']);
    expect(await read(bytesOf('日本語の文章。\n\nمرحبا'), 'text/plain')).toEqual([
      'paragraph: 日本語の文章。',
      'paragraph: مرحبا',
    ]);
  });

  const bomb = Buffer.alloc(400_000_000, 'BT (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n');
  const swelling = `<p>${Array.from({ length: 4000 }, (_, id) => `<b id=${id}>`).join('')}${'</p><p>a'.repeat(4000)}`;
  it.each<readonly [string, string, DocumentType, () => Uint8Array]>([
    ['document_empty', 'no bytes', 'text/plain', () => new Uint8Array()],
    ['document_empty', 'blanks', 'text/markdown', () => bytesOf(' \n\t\n')],
    ['document_empty', 'a page without text', 'text/html', () => bytesOf('<script>1</script>')],
    ['document_empty', 'a PDF without text', 'application/pdf', () => pdfOf([['']])],
    ['document_too_large', 'too many bytes', 'text/plain', () => new Uint8Array(20_000_001)],
    ['document_too_large', 'too many characters', 'text/plain', () => bytesOf('a'.repeat(2_000_001))],
    ['document_binary', 'a program', 'text/plain', () => Buffer.from('7f454c4602010100000000000000000002003e', 'hex')],
    [
      'document_binary',
      'a picture',
      'text/html',
      () => Buffer.from('89504e470d0a1a0a0000000d49484452000000010000', 'hex'),
    ],
    ['document_malformed', 'text as PDF', 'application/pdf', () => bytesOf('Hello')],
    ['document_malformed', 'a PDF as text', 'text/plain', () => pdfOf([['Hello']])],
    [
      'document_malformed',
      'nonsense with the head of a PDF',
      'application/pdf',
      () => bytesOf(`%PDF-1.7\n${'x'.repeat(1000)}`),
    ],
    ['document_malformed', 'the first half of a PDF', 'application/pdf', () => pdfOf([['Hello']]).subarray(0, 200)],
    ['document_password', 'a password', 'application/pdf', () => pdfOf([['Hello']], { trailer: PASSWORD })],
    ['document_too_complex', 'a PDF that swells', 'application/pdf', () => pdfOf([[]], { raw: bomb })],
    ['document_too_complex', 'a page that swells', 'text/html', () => bytesOf(swelling)],
  ])(
    'refuses with %s: %s',
    async (code, _name, type, make) => {
      expect(await refused(make(), type)).toMatchObject({
        statusCode: 422,
        code,
        message: expect.stringContaining('. '),
      });
    },
    60_000,
  );

  it.each([
    ['of a processor', { cpu_ms: 1500, ms: 60_000, memory: 4e9 }],
    ['by the clock', { cpu_ms: 60_000, ms: 3000, memory: 4e9 }],
  ])('ends what takes too long, %s', async (_name, limits) => {
    const endless = bytesOf('<b a><i b>'.repeat(1_000_000));
    const started = performance.now();
    expect(await refused(endless, 'text/html', limits)).toMatchObject({ code: 'document_too_complex' });
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('does not blame the file where its own process broke', async () => {
    const broken = { cpu_ms: Number.NaN, ms: 1000, memory: 1e9 };
    await expect(extractDocument(bytesOf('a'), 'text/plain', broken)).rejects.toThrow(
      /ended with the code 1: .*ZodError/s,
    );
  });

  it('goes as deep as a page does', async () => {
    const deep = bytesOf(`${'<div>'.repeat(20_000)}here`);
    expect(await read(deep, 'text/html')).toEqual(['paragraph: here']);
  });
});

describe('readDocument', () => {
  it('reads any bytes as some type, with parts that stand in order and in the text', async () => {
    const types = fc.constantFrom<DocumentType>('text/html', 'text/markdown', 'text/plain', 'application/pdf');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 400 }).map(bytesOf),
      fc
        .array(
          fc.constantFrom(
            '<p>',
            '<table>',
            '<td>',
            '</li>',
            '<pre>',
            '# ',
            '\n\n',
            '| ',
            '```',
            '> ',
            '- ',
            'a\0b',
            '\ud800',
          ),
          { maxLength: 60 },
        )
        .map((parts) => bytesOf(parts.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, types, async (some, type) => {
        const reading = await readDocument(some, type);
        if (!reading.ok) return;
        const { text, blocks } = reading.document;
        expect(text.isWellFormed() && !text.includes('\0')).toBe(true);
        for (const [index, { start, end }] of blocks.entries()) {
          expect(start).toBeGreaterThanOrEqual(blocks[index - 1]?.end ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
