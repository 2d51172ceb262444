import { setTimeout as wait } from 'node:timers/promises';
import process from 'node:process';
import { cache } from '../clients/cache.ts';
import { requestContext } from '../context/request-context.ts';
import { invoiceRepository } from '../repositories/invoice.repository.ts';
import { countries } from '../utils/countries.ts';

type Line = { amount: number; done: boolean };
type Invoice = { readonly id: string; readonly lines: readonly Line[]; note: string | null };

const waiting = new Map<string, Invoice>();
const seen = new Set<string>();
const state = { draining: false, count: 0, timers: [] as NodeJS.Timeout[] };
const codes: Record<string, number> = {};
// Made up as the module loads.
for (const code of ['nl', 'de']) codes[code] = Object.keys(codes).length;

export const invoiceService = {
  sorted: (lines: readonly Line[]): Line[] => lines.toSorted((a, b) => a.amount - b.amount),
  spread: (lines: readonly Line[]): Line[] => [...lines].sort((a, b) => a.amount - b.amount).reverse(),
  keys: (invoice: Invoice): string[] => Object.keys(invoice).sort(),
  mapped: (lines: readonly Line[]): number[] => lines.map(({ amount }) => amount).sort(),
  made: (lines: readonly Line[]): Line[] => Array.from(lines).reverse(),
  filtered: (lines: readonly Line[]): Line[] => lines.filter(({ done }) => done).sort(),
  split: (text: string): string => text.split('').reverse().join(''),
  rest: (...names: string[]): string[] => names.sort(),
  known: (): string[] => countries.toSorted(),

  copies(lines: readonly Line[], invoice: Invoice): Invoice {
    const copy = lines.slice();
    copy.sort();
    copy.push({ amount: 1, done: false });
    copy[0] = { amount: 2, done: true };
    const clone = structuredClone(invoice) as { lines: Line[]; note: string | null };
    clone.note = 'cloned';
    clone.lines.push({ amount: 1, done: false });
    const shallow = { ...invoice, lines: [...invoice.lines] };
    shallow.note = 'changed';
    shallow.lines.push({ amount: 1, done: false });
    const { id, ...others } = invoice;
    others.note = id;
    const all = Object.assign({}, invoice, { note: 'x' });
    all.note = 'y';
    const byId = new Map(waiting);
    byId.set(id, shallow);
    return shallow;
  },

  async collect(ids: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    const counts: Record<string, number> = {};
    for (const id of ids) {
      const invoice = await invoiceRepository.get(id);
      found.push(invoice.id);
      counts[id] = (counts[id] ?? 0) + 1;
      invoice.note = 'read';
    }
    await wait(1);
    return found;
  },

  byStatus: (lines: readonly Line[]): Record<string, Line[]> =>
    lines.reduce<Record<string, Line[]>>((all, line) => {
      all[String(line.done)] = [line];
      return all;
    }, {}),

  remember(invoice: Invoice): void {
    waiting.set(invoice.id, invoice);
    seen.add(invoice.id);
    waiting.delete('first');
    state.count += 1;
    state.draining = true;
    state.timers.push(setTimeout(() => waiting.clear(), 1));
    process.exitCode = 1;
  },

  // Methods of these names on what is no collection.
  async services(id: string, headers: { set(name: string, value: string): void }): Promise<void> {
    await cache.delete(id);
    await cache.set(id, '1');
    await invoiceRepository.add({ id });
    await invoiceRepository.delete(id);
    requestContext.set('caller', null);
    headers.set('a', 'b');
  },
  stream: (output: NodeJS.ReadWriteStream & { push(text: string): void }): void => output.push('a'),
};
