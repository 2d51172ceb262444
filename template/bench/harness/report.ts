import type { Judged, Row } from './summarise.ts';

const digits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3);

const line = ({ variant, itself, ratio, difference }: Row): string[] => [
  variant,
  digits(itself.median),
  `${digits(itself.least)} to ${digits(itself.most)}`,
  `${difference.median < 0 ? '' : '+'}${digits(difference.median)}`,
  ratio.median.toFixed(2),
];

const HEAD = ['', 'median', 'rounds', 'over the first', 'to the first'];

function table(lines: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return lines.map((cells) => `  ${cells.map(pad).join('   ')}`.trimEnd()).join('\n');
}

const COMPARED = { itself: '', ratio: ' to the first', difference: ' over the first' } as const;

const goalLine = ({ figure, variant, as, bound, value, found, met }: Judged): string =>
  `  ${met ? 'met' : 'MISSED'}: ${figure} of ${variant}${COMPARED[as]} is ${digits(found)}, ${bound} ${value} asked for`;

/** What was found as text: a table for each figure, then the goals. */
export function report(title: string, rows: readonly Row[], goals: readonly Judged[]): string {
  const figures = [...new Set(rows.map(({ figure }) => figure))];
  const tables = figures.map((name) => {
    const own = rows.filter(({ figure }) => figure === name);
    return `  ${name}\n${table([HEAD, ...own.map(line)])}`;
  });
  return [title, ...tables, ...goals.map(goalLine)].join('\n');
}
