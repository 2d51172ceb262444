import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { type Chain, readModels } from './models/read-models.ts';

const DAY_MS = 86_400_000;
/** Enough to try the successor on all prompts of a task. */
const WARN_DAYS = 60;

const isoDay = (day: Date): string => day.toISOString().slice(0, 10);

/** What is to be said of a chain on a day. */
function judge({ task, node, models }: Chain, today: string): Omit<Finding, 'rule' | 'file'>[] {
  const aliveAfter = (day: string) => models.find(({ lastDay }) => lastDay === null || lastDay > day);
  const dying = models.flatMap(({ model, lastDay, line, column }) => {
    const days = lastDay === null ? Infinity : (Date.parse(lastDay) - Date.parse(today)) / DAY_MS;
    if (lastDay === null || days < 0 || days > WARN_DAYS) return [];
    const successor = aliveAfter(lastDay);
    const what =
      successor === undefined
        ? 'and nothing follows it. Add its successor now'
        : `then ${successor.model} serves. Try the prompts of this task with it now`;
    const when = days === 0 ? 'today' : `in ${days} days`;
    const message = `${model} (${task}) has its last day ${when}, on ${lastDay}; ${what}. PATTERNS.md › Models.`;
    return [{ line, column, message, severity: 'warning' as const }];
  });
  if (models.length === 0 || models.some(({ lastDay }) => lastDay === null || lastDay >= today)) return dying;
  const message = `No model is alive for \`${task}\`: each of its last days is before ${today}. PATTERNS.md › Models: every call of this task now fails with 503. Add a model that lives (the provider's page of deprecations names the successor).`;
  return [{ ...node, message, severity: 'error' }];
}

/** The table of models: well written, and no task that has, or will soon have, none left. */
export const modelsCheck: Check = {
  name: 'models',
  async run({ root, today }) {
    const file = join(root, 'src/config/models.config.ts');
    if (!existsSync(file)) return [];
    const { chains, problems } = readModels(await readFile(file, 'utf8'));
    const found = [
      ...problems.map((problem) => ({ ...problem, severity: 'error' as const })),
      ...chains.flatMap((chain) => judge(chain, isoDay(today))),
    ];
    return found
      .map((finding) => ({ ...finding, rule: 'conventions/models', file }))
      .sort((a, b) => a.line - b.line || a.column - b.column);
  },
};
