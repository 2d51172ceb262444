import type { Compared } from './compare.ts';
import { markup } from './markup.ts';

const WIDTH = 640;
const LABEL = 190;
const ROOM = WIDTH - LABEL - 70;
const BAR = 12;
const ROW = 2 * BAR + 12;

const along = (value: number): number => Math.round(LABEL + Math.max(0, Math.min(1, value)) * ROOM);

const bar = (value: number, y: number, name: string): string =>
  `<rect class="${name}" x="${LABEL}" y="${y}" width="${along(value) - LABEL}" height="${BAR}"/>`;

const row = ({ measure, value, last, least, problem }: Compared, index: number): string => {
  const y = 20 + index * ROW;
  const shown = Number.isFinite(value) ? value : 0;
  return [
    `<text x="${LABEL - 8}" y="${y + BAR + 3}" text-anchor="end">${markup(measure)}</text>`,
    bar(shown, y, problem === null ? 'now' : 'bad'),
    `<text x="${along(shown) + 6}" y="${y + BAR - 1}">${shown.toFixed(3)}</text>`,
    last === null ? '' : bar(last, y + BAR, 'last'),
    least === null
      ? ''
      : `<line class="least" x1="${along(least)}" x2="${along(least)}" y1="${y - 3}" y2="${y + 2 * BAR + 3}"/>`,
  ].join('\n');
};

/** Bars of the measures: this run above the last one, and a line at what must be. */
export function plotMeasures(title: string, measures: readonly Compared[]): string {
  const height = 30 + measures.length * ROW;
  const axis = [0, 0.5, 1].map((at) => `<text class="axis" x="${along(at)}" y="12" text-anchor="middle">${at}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${markup(title)}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">`,
    ...axis,
    ...measures.map(row),
    '</svg>',
  ].join('\n');
}
