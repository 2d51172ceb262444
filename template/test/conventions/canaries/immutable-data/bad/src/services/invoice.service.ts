import * as settings from '../config/config.ts';
import defaults from '../config/defaults.ts';
import { countries, rates as known } from '../utils/countries.ts';
import { invoiceRepository } from '../repositories/invoice.repository.ts';

type Line = { amount: number; done?: boolean };
type Invoice = { id: string; lines: Line[]; tags: Set<string>; total?: number; note: string | null };
type Registry = Map<string, Invoice>;

const statuses = ['draft', 'sent'];
const limits = { lines: 10, nested: { depth: 1 } };
export const state = { count: 0 };
const seen = new Set<string>();
let calls = 0;

export { seen };

export const invoiceService = {
  sorted: (lines: Line[]) => lines.sort((a, b) => a.amount - b.amount), // bad: immutable-data
  reversed: (lines: Line[]): Line[] => lines.reverse(), // bad: immutable-data
  chained: (lines: Line[]): Line[] => lines.filter(Boolean).concat(lines.sort()), // bad: immutable-data
  computed: (lines: Line[]): Line[] => lines['sort'](), // bad: immutable-data
  optional: (lines: Line[] | null) => lines?.sort(), // bad: immutable-data
  asserted: (lines: readonly Line[]) => (lines as Line[]).sort(), // bad: immutable-data
  borrowed: (lines: Line[]) => Array.prototype.sort.call(lines), // bad: immutable-data
  applied: (lines: Line[], more: Line[]) => Array.prototype.push.apply(lines, more), // bad: immutable-data
  reflected: (lines: Line[]) => Reflect.apply([].sort, lines, []), // bad: immutable-data
  either: (a: Line[], b: Line[]) => (a.length > 0 ? a : b).sort(), // bad: immutable-data
  fallback: (a: Line[] | null) => (a ?? []).sort(), // bad: immutable-data

  methods(input: Invoice, lines: Line[]): void {
    input.lines.push({ amount: 1 }); // bad: immutable-data
    lines.pop(); // bad: immutable-data
    lines.shift(); // bad: immutable-data
    lines.unshift({ amount: 1 }); // bad: immutable-data
    lines.splice(0, 1); // bad: immutable-data
    lines.fill({ amount: 1 }); // bad: immutable-data
    lines.copyWithin(0, 1); // bad: immutable-data
    lines.length = 0; // bad: immutable-data
    input.tags.add('new'); // bad: immutable-data
  },

  assignments(input: Invoice, lines: Line[], key: keyof Line): void {
    input.note = 'paid'; // bad: immutable-data
    input['note'] = 'paid'; // bad: immutable-data
    (input as { note: string }).note = 'paid'; // bad: immutable-data
    input.note ??= 'paid'; // bad: immutable-data
    lines[0] = { amount: 1 }; // bad: immutable-data
    input.lines[0]!.amount += 1; // bad: immutable-data, @typescript-eslint/no-non-null-assertion
    lines.at(0)!.amount++; // bad: immutable-data, @typescript-eslint/no-non-null-assertion
    delete input.total; // bad: immutable-data
    delete input?.total; // bad: immutable-data
    [input.id, input.note] = ['1', '2']; // bad: immutable-data
    ({ id: input.id } = { id: '1' }); // bad: immutable-data
    for (input.id of ['1', '2']) calls.toFixed(); // bad: immutable-data
    Object.assign(input, { note: 'paid' }); // bad: immutable-data
    Object.defineProperty(input, 'note', { value: 'paid' }); // bad: immutable-data
    Reflect.set(input, 'note', 'paid'); // bad: immutable-data
    Reflect.deleteProperty(input, key); // bad: immutable-data
  },

  aliases(input: Invoice, { lines, ...rest }: Invoice): void {
    const same = input;
    same.note = 'paid'; // bad: immutable-data
    const held = input.lines;
    held.push({ amount: 1 }); // bad: immutable-data
    const { tags } = input;
    tags.clear();
    const [first = { amount: 0 }] = input.lines;
    first.amount = 1; // bad: immutable-data
    lines.sort(); // bad: immutable-data
    const found = input.lines.find(({ amount }) => amount > 0);
    if (found) found.done = true; // bad: immutable-data
    for (const line of input.lines) line.done = true; // bad: immutable-data
    for (const [, line] of Object.entries(input.lines)) line.done = true; // bad: immutable-data
    input.lines.forEach((line) => (line.done = true)); // bad: immutable-data
    rest.lines ??= [];
    const shallow = { ...input };
    shallow.lines.push({ amount: 1 }); // bad: immutable-data
    const kept = input.lines.filter(Boolean);
    for (const line of kept) line.done = true; // bad: immutable-data
    [...input.lines].sort().forEach((line) => delete line.done); // bad: immutable-data
    const copied = Object.assign({}, input);
    copied.lines.push({ amount: 1 }); // bad: immutable-data
  },

  collections(byId: Map<string, Invoice>, ids: Set<string>, registry: Registry, query: URLSearchParams): void {
    byId.set('1', { id: '1', lines: [], tags: new Set(), note: null }); // bad: immutable-data
    byId.delete('1'); // bad: immutable-data
    ids.add('1'); // bad: immutable-data
    ids.clear(); // bad: immutable-data
    registry.delete('1'); // bad: immutable-data
    query.append('a', 'b'); // bad: immutable-data
  },
  weak: (known: WeakMap<object, string>, key: object) => known.set(key, '1'), // bad: immutable-data
  destructured: ({ ids }: { ids: Set<string> }) => ids.add('1'), // bad: immutable-data
  url: (target: URL) => target.searchParams.set('a', 'b'), // bad: immutable-data

  imports(): void {
    countries.push('nl'); // bad: immutable-data
    countries.sort(); // bad: immutable-data
    known.set('eur', 1); // bad: immutable-data
    settings.config.PORT = 1; // bad: immutable-data
    defaults.limit = 1; // bad: immutable-data
    Object.assign(defaults, { limit: 1 }); // bad: immutable-data
    invoiceRepository.get = async () => null; // bad: immutable-data
  },

  constants(): void {
    statuses.push('paid'); // bad: immutable-data
    statuses.sort(); // bad: immutable-data
    limits.lines = 20; // bad: immutable-data
    limits.nested.depth += 1; // bad: immutable-data
    const { nested } = limits;
    nested.depth = 2; // bad: immutable-data
    state.count += 1; // bad: immutable-data
    seen.add('1'); // bad: immutable-data
    calls += 1; // bad: immutable-data
  },

  defaults(options: { limit: number } = { limit: 1 }): void {
    options.limit = 2; // bad: immutable-data
  },
  folded: (lines: Line[], into: number[]) =>
    lines.reduce((all, { amount }) => {
      all.push(amount); // bad: immutable-data
      return all;
    }, into),
};
