import type { EarlierRun } from './evaluation.ts';
import { markup } from './markup.ts';

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 220, 40, 190, 14, 24];
const HUES = [215, 25, 150, 285, 345, 55, 185, 100];
/** Below this, names would lie on each other. */
const LINE = 14;

const up = (value: number): number => Math.round(TOP + (1 - Math.max(0, Math.min(1, value))) * (HEIGHT - TOP - BOTTOM));

/** Names beside the ends of their lines, moved apart where these are close. */
const spread = (ends: readonly number[]): readonly number[] => {
  const order = ends.map((y, index) => ({ y, index })).toSorted((a, b) => a.y - b.y);
  const placed = order.reduce<readonly { y: number; index: number }[]>(
    (all, { y, index }) => [...all, { index, y: Math.max(y, (all.at(-1)?.y ?? -Infinity) + LINE) }],
    [],
  );
  return ends.map((end, index) => placed.find((one) => one.index === index)?.y ?? end);
};

/** How the measures went from run to run, the oldest on the left. */
export function plotHistory(title: string, runs: readonly EarlierRun[]): string {
  const ordered = runs.toReversed();
  const names = Object.keys(ordered.at(-1)?.measures ?? {});
  const across = (index: number): number =>
    Math.round(LEFT + (ordered.length < 2 ? 1 : index / (ordered.length - 1)) * (WIDTH - LEFT - RIGHT));
  const labels = spread(names.map((name) => up(ordered.at(-1)?.measures[name] ?? 0)));
  const lines = names.flatMap((name, index) => {
    const found = ordered.flatMap(({ measures }, at) => {
      const value = measures[name];
      return value === undefined ? [] : [{ x: across(at), y: up(value) }];
    });
    const colour = `hsl(${HUES[index % HUES.length] ?? 0} 65% 35%)`;
    const points = found.map(({ x, y }) => `${x},${y}`).join(' ');
    return [
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...found.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`),
      `<text x="${WIDTH - RIGHT + 10}" y="${(labels[index] ?? 0) + 4}" fill="${colour}">${markup(name)}</text>`,
    ];
  });
  const grid = [0, 0.5, 1].flatMap((value) => [
    `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${up(value)}" y2="${up(value)}"/>`,
    `<text class="axis" x="${LEFT - 6}" y="${up(value) + 4}" text-anchor="end">${value}</text>`,
  ]);
  const days = [ordered[0], ordered.at(-1)].map((run) => run?.created_at.slice(0, 10) ?? '');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${markup(title)}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">`,
    ...grid,
    ...lines,
    `<text class="axis" x="${LEFT}" y="${HEIGHT - 6}">${markup(days[0] ?? '')}</text>`,
    `<text class="axis" x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" text-anchor="end">${markup(days[1] ?? '')}</text>`,
    '</svg>',
  ].join('\n');
}
