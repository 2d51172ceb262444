import type { Row } from './summarise.ts';

const WIDTH = 900;
const LABEL = 260;
const BAR = 22;
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** A bar to the median, and a line from the least to the most. */
function bar({ variant, itself }: Row, index: number, top: number, scale: (value: number) => number): string {
  const y = top + index * (BAR + 8);
  const middle = y + BAR / 2;
  const ends = `x1="${scale(itself.least)}" x2="${scale(itself.most)}" y1="${middle}" y2="${middle}"`;
  return [
    `<text x="${LABEL - 10}" y="${middle + 4}" text-anchor="end">${escape(variant)}</text>`,
    `<rect x="${LABEL}" y="${y}" width="${scale(itself.median) - LABEL}" height="${BAR}" fill="${index === 0 ? '#9aa5b1' : '#2f6fde'}"/>`,
    `<line ${ends} stroke="#111" stroke-width="2"/>`,
    `<text x="${scale(itself.most) + 8}" y="${middle + 4}">${round(itself.median)}</text>`,
  ].join('\n');
}

/** The figures as an SVG: a group of bars for each, the baseline in grey. */
export function plot(title: string, rows: readonly Row[]): string {
  const figures = [...new Set(rows.map(({ figure }) => figure))];
  const groups = figures.map((name) => rows.filter(({ figure }) => figure === name));
  const heights = groups.map((group) => group.length * (BAR + 8) + 46);
  const parts = groups.map((group, index) => {
    const top = 50 + heights.slice(0, index).reduce((sum, height) => sum + height, 0);
    const most = Math.max(...group.map(({ itself }) => itself.most), Number.MIN_VALUE);
    const scale = (value: number): number => Math.round(LABEL + (value / most) * (WIDTH - LABEL - 90));
    const head = `<text x="10" y="${top + 14}" font-weight="bold">${escape(figures[index] ?? '')}</text>`;
    return [head, ...group.map((row, at) => bar(row, at, top + 24, scale))].join('\n');
  });
  const height = 60 + heights.reduce((sum, one) => sum + one, 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="10" y="28" font-size="16" font-weight="bold">${escape(title)}</text>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}
