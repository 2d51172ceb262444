import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { collectDefaultMetrics } from '@prometheus-io/client';
import { parse } from 'yaml';
import { z } from 'zod';
import { metrics } from '../../src/clients/metrics.ts';

const folder = path.join(import.meta.dirname, '../../deploy/observability');
const read = (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8');

const dashboard = z
  .object({
    uid: z.string(),
    panels: z.array(
      z.object({ id: z.int(), title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }),
    ),
  })
  .parse(JSON.parse(await read('dashboard.json')));
const rule = z.object({
  alert: z.string(),
  expr: z.string(),
  annotations: z.object({ summary: z.string().min(1), action: z.string().min(1) }),
});
const { groups } = z
  .object({ groups: z.array(z.object({ rules: z.array(rule).min(1) })) })
  .parse(parse(await read('alerts.yaml')));
const rules = groups.flatMap((group) => group.rules);

const expressions = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
];

// What the processes serve: each series' name, with the labels that it may have.
collectDefaultMetrics({ register: metrics.registry });
const served = new Map<string, ReadonlySet<string>>();
for (const { name, type } of await metrics.registry.getMetricsAsJSON()) {
  const metric = metrics.registry.getSingleMetric(name);
  const own = metric !== undefined && 'labelNames' in metric ? z.array(z.string()).parse(metric.labelNames) : [];
  const labels = new Set([...own, 'job', 'instance']);
  if (String(type) === 'histogram') {
    served.set(`${name}_bucket`, new Set([...labels, 'le']));
    for (const part of ['_sum', '_count']) served.set(name + part, labels);
  } else served.set(name, labels);
}

/** The names and labels of an expression: `sum by (route) (rate(a_total{status="1"}[5m]))` has a_total, route and status. */
const partsOf = (expr: string) => {
  const text = expr.replaceAll(/"[^"]*"/g, '""');
  const names = [...text.matchAll(/\b([a-z]+(?:_[a-z\d]+)+)\b(?=\s*(?:[{[)]|$))/g)].flatMap(([, name = '']) => name);
  const labels = [...text.matchAll(/\bby\s*\(([^)]*)\)|\{([^}]*)\}/g)].flatMap(([, by = '', matchers = '']) => [
    ...by.split(','),
    ...matchers.split(',').map((one) => one.split(/[=!~]/)[0] ?? ''),
  ]);
  return {
    names: names.filter((name) => !by(text, name)),
    labels: labels.map((one) => one.trim()).filter((one) => one !== ''),
  };
};
const by = (text: string, name: string): boolean => new RegExp(`\\bby\\s*\\([^)]*\\b${name}\\b`).test(text);

describe('the dashboard and the alerts', () => {
  it('have what they need: panels that differ, alerts that say what to do', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    expect(expressions.length).toBeGreaterThan(25);
  });

  it.each(expressions)('%s: is about series that are served, by labels that they have', (_title, expr) => {
    const { names, labels } = partsOf(expr);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      expect([...served.keys()]).toContain(name);
      for (const label of labels) expect([name, ...(served.get(name) ?? [])]).toContain(label);
    }
  });

  it('show every metric of ours', () => {
    const shown = expressions.map(([, expr]) => expr).join('\n');
    for (const name of Object.values(metrics).flatMap((metric) => ('name' in metric ? [String(metric.name)] : [])))
      expect(shown).toContain(name);
  });
});
