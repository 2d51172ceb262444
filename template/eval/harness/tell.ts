import type { Compared, ComparedResult } from './compare.ts';

const round = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : 'none');

const change = ({ value, last }: Compared): string => {
  if (last === null) return '';
  const by = value - last;
  return Math.abs(by) < 0.0005 ? '  as before' : `  ${by > 0 ? '+' : ''}${round(by)}`;
};

/** What was found, as text for a terminal. */
export function tell(compared: readonly ComparedResult[]): string {
  const blocks = compared.map(({ result, why, measures }) => {
    const width = Math.max(...measures.map(({ measure }) => measure.length));
    const lines = measures.map((one) => {
      const problem = one.problem === null ? '' : `  TOO LITTLE: ${one.problem}`;
      return `  ${one.measure.padEnd(width)}  ${round(one.value)}${change(one)}${problem}`;
    });
    const head = `${result.title} (${result.cases.length} questions, ${result.model})`;
    return [head, ...lines, ...(why === null ? [] : [`  Not compared: ${why}.`])].join('\n');
  });
  return blocks.join('\n\n');
}
