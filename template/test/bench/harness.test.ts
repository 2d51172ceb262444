import { describe, expect, it } from '@jest/globals';
import type { Figures } from '../../bench/harness/bench.ts';
import { measure } from '../../bench/harness/measure.ts';
import { percentile } from '../../bench/harness/percentile.ts';
import { plot } from '../../bench/harness/plot.ts';
import { report } from '../../bench/harness/report.ts';
import { summarise } from '../../bench/harness/summarise.ts';

const stop = async (): Promise<void> => undefined;

describe('the benches', () => {
  it('measure the variants by turns, forwards and backwards, after a round that does not count', async () => {
    const order: string[] = [];
    const variant = (name: string) => async (): Promise<Figures> => ({ calls: order.push(name) });
    const rounds = await measure({ variants: { bare: variant('bare'), ours: variant('ours') }, stop }, 2, () => null);
    expect(order).toEqual(['bare', 'ours', 'ours', 'bare', 'bare', 'ours']);
    expect(rounds).toEqual([
      { bare: { calls: 4 }, ours: { calls: 3 } },
      { bare: { calls: 5 }, ours: { calls: 6 } },
    ]);
    expect(rounds.map((round) => Object.keys(round)[0])).toEqual(['bare', 'bare']);
  });

  it('compare each round with its own baseline, and judge the goals by the median', () => {
    const rounds = [
      { bare: { ms: 10 }, ours: { ms: 12 } },
      { bare: { ms: 100 }, ours: { ms: 110 } },
      { bare: { ms: 20 }, ours: { ms: 30 } },
    ];
    const goal = { figure: 'ms', variant: 'ours', bound: 'at most' } as const;
    const goals = [
      { ...goal, as: 'difference', value: 10 },
      { ...goal, as: 'ratio', value: 1.1 },
      { ...goal, as: 'itself', value: 29 },
    ] as const;
    const { rows, goals: judged } = summarise({ goals }, rounds);
    expect(rows[1]).toMatchObject({
      variant: 'ours',
      itself: { median: 30, least: 12, most: 110 },
      ratio: { median: 1.2 },
      difference: { median: 10, least: 2, most: 10 },
    });
    expect(judged.map(({ met }) => met)).toEqual([true, false, false]);
    const text = report('How long it takes', rows, judged);
    expect(text).toContain('met: ms of ours over the first is 10.0, at most 10 asked for');
    expect(text).toContain('MISSED: ms of ours is 30.0, at most 29 asked for');
    const unknown = { ...goal, variant: 'theirs', as: 'itself', value: 1 } as const;
    expect(() => summarise({ goals: [unknown] }, rounds)).toThrow('was not measured');
  });

  it('draw what they found, whatever it is called', () => {
    const { rows } = summarise({ goals: [] }, [{ '<bare> & "plain"': { ms: 1 }, ours: { ms: 2 } }]);
    const svg = plot('a < b', rows);
    expect(svg).toContain('&lt;bare&gt; &amp; &quot;plain&quot;');
    expect(svg).toContain('a &lt; b');
    expect(svg.match(/<rect x=/g)).toHaveLength(2);
    expect(svg).not.toContain('NaN');
  });

  it('take the value that a share does not exceed', () => {
    const sorted = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share))).toEqual([50, 95, 99, 100]);
    expect(percentile([7], 0.5)).toBe(7);
  });
});
