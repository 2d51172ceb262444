import type { ComparedResult } from './compare.ts';
import type { EarlierRun, Measures } from './evaluation.ts';
import { markup } from './markup.ts';
import { plotHistory } from './plot-history.ts';
import { plotMeasures } from './plot-measures.ts';

/** A result with the runs before it, the newest first. */
export type Reported = ComparedResult & { readonly earlier: readonly EarlierRun[] };

const WORST = 20;

const STYLE = `body { font: 15px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
table { border-collapse: collapse; margin: 1rem 0 } th, td { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums } svg { font: 12px sans-serif; display: block; max-width: 100%; height: auto }
.now { fill: #2f6fde } .last { fill: #9aa5b1 } .bad { fill: #c0362c } .least { stroke: #111; stroke-dasharray: 3 2 } .grid { stroke: #d0d7de }
.axis { fill: #57606a } .problem { color: #a1261d; font-weight: bold }`;

const round = (value: number | undefined | null): string =>
  value === undefined || value === null || !Number.isFinite(value) ? '–' : value.toFixed(3);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell, index) => `<${tag}${index === 0 ? '' : ' class="n"'}>${markup(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>\n${[line(head, 'th'), ...rows.map((cells) => line(cells, 'td'))].join('\n')}\n</table>`;
};

const besideTable = (measures: Measures, beside: Readonly<Record<string, Measures>>): string => {
  const others = Object.entries(beside);
  if (others.length === 0) return '';
  const rows = Object.entries(measures).map(([name, value]) => [
    name,
    round(value),
    ...others.map(([, other]) => round(other[name])),
  ]);
  return `<h3>Beside other ways</h3>\n${table(['Measure', 'as it is', ...others.map(([name]) => name)], rows)}`;
};

const casesTable = ({ cases }: ComparedResult['result']): string => {
  const wrong = cases.filter(({ score }) => score < 1).toSorted((a, b) => a.score - b.score);
  if (wrong.length === 0) return '<p>Every question was done in full.</p>';
  const rows = wrong
    .slice(0, WORST)
    .map(
      ({ question, score, note }) =>
        `<tr><td>${round(score)}</td><td>${markup(question)}</td><td>${markup(note)}</td></tr>`,
    );
  const head = '<tr><th>Score</th><th>Question</th><th>What was found</th></tr>';
  return `<h3>What was not done in full (${wrong.length} of ${cases.length}, the worst first)</h3>\n<table>\n${head}\n${rows.join('\n')}\n</table>`;
};

const section = ({ result, why, measures, earlier }: Reported): string => {
  const problems = measures.flatMap(({ measure, value, problem }) =>
    problem === null ? [] : [`<p class="problem">${markup(`${measure} is ${round(value)}, and ${problem}.`)}</p>`],
  );
  const now: EarlierRun = { created_at: 'now', model: result.model, measures: result.measures };
  return [
    `<section>\n<h2>${markup(result.title)}</h2>`,
    `<p>${result.cases.length} questions, by ${markup(result.model)}.${why === null ? '' : ` Not compared with the last run: ${markup(why)}.`}</p>`,
    ...problems,
    plotMeasures(`${result.title}: this run (blue) above the last one (grey); dashed: what must be`, measures),
    besideTable(result.measures, result.beside),
    earlier.length === 0
      ? ''
      : `<h3>From run to run</h3>\n${plotHistory(`${result.title}: from run to run`, [now, ...earlier])}`,
    casesTable(result),
    '</section>',
  ].join('\n');
};

/** The results as a page that needs nothing else. */
export const report = (title: string, at: string, results: readonly Reported[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${markup(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${markup(title)}</h1>
<p>Run of ${markup(at)}. Bars: this run in blue (red where it is too little), the last run in grey, dashed lines at what must be.</p>
${results.map(section).join('\n')}
</main>
</body>
</html>
`;
