import { styleText } from 'node:util';
import { percent } from './judge.ts';
import type { Report, ReportRow } from './report.ts';

const paint = (style: 'bold' | 'dim' | 'red' | 'green', text: string): string =>
  styleText(style, text, { stream: process.stdout });

const colours = { holds: 'green', disagrees: 'red', 'too few to tell': 'dim', 'not in PATTERNS.md': 'dim' } as const;

const because = (reason: string | null): string => (reason === null || reason === '' ? 'no reason is given' : reason);

function table(rows: readonly ReportRow[]): string[] {
  const cells = rows.map(({ pattern, dominant, count, total, share }) => [
    pattern,
    dominant ?? '-',
    `${count} of ${total}`,
    total === 0 ? '-' : percent(share),
  ]);
  const head = ['pattern', 'dominant form', 'count', 'share'];
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [
    paint('bold', `${line(head)}  verdict`),
    ...rows.flatMap((row, index) => [
      `${line(cells[index] ?? [])}  ${paint(colours[row.verdict], row.verdict)}`,
      ...(row.exemplars.length === 0 ? [] : [paint('dim', `  like  ${row.exemplars.join(', ')}`)]),
      ...row.outliers.map(
        ({ file, line: at, form, reason }) => `  not   ${file}:${at} is "${form}": ${because(reason)}`,
      ),
    ]),
  ];
}

const part = (title: string, lines: readonly string[], none: string): string[] => [
  '',
  paint('bold', title),
  ...(lines.length === 0 ? [none] : lines),
];

/** The report as people read it; colours on a terminal only. */
export function reportText({ patterns, silenced, marked_routes: marked, findings, ok }: Report): string {
  const silencedLines = silenced.map(
    ({ file, line, rules, reason }) => `${file}:${line}  ${rules.join(', ')}: ${because(reason)}`,
  );
  const markedLines = marked.map(({ route, mark, file, line }) => `${file ?? 'a package'}:${line}  ${route}: ${mark}`);
  return [
    ...table(patterns),
    ...part('Silenced rules', silencedLines, 'None.'),
    ...part('Routes that are marked as no collection', markedLines, 'None.'),
    ...(ok
      ? []
      : part(
          'PATTERNS.md and the code disagree',
          findings.map(({ file, line, message }) => `${file}:${line}  ${message}`),
          '',
        )),
    '',
  ].join('\n');
}
