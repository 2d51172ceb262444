import { setImmediate as breathe } from 'node:timers/promises';
import { countTokens } from './count-tokens.ts';
import type { Block, Unit } from './document-units.ts';
import { roomOf } from './split-text.ts';

/** A piece of a document, as `chunkSchema` has it. */
export type Chunk = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: Block['kind'];
  readonly heading_path: string[];
  readonly tokens: number;
};

type Packing = {
  readonly max_tokens: number;
  readonly overlap: number;
  /** Whether a chunk ends before this unit, however much room there is. */
  breaks(unit: Unit, before: Unit): boolean;
};

const UNITS_AT_A_TIME = 500;

const kindOf = (units: readonly Unit[]): Block['kind'] => {
  const kinds = new Set(units.map(({ kind }) => kind).filter((kind) => kind !== 'heading'));
  const [kind] = kinds;
  return kinds.size > 1 ? 'paragraph' : (kind ?? 'heading');
};

const spanOf = (units: readonly Unit[]): readonly [number, number] => [units[0]?.start ?? 0, units.at(-1)?.end ?? 0];

const asChunk = (text: string, units: readonly Unit[], tokens: number): Chunk => {
  const [start, end] = spanOf(units);
  const under = units.find(({ kind }) => kind !== 'heading') ?? units.at(-1);
  const heading_path = [...(under?.headingPath ?? [])];
  return { text: text.slice(start, end), start, end, kind: kindOf(units), heading_path, tokens };
};

/** The last units that together have `overlap` tokens at most, and leave room for what comes. */
const repeated = (units: readonly Unit[], overlap: number): readonly Unit[] => {
  const found = { tokens: 0, from: units.length };
  for (let at = units.length - 1; at > 0; at -= 1) {
    found.tokens += (units[at]?.tokens ?? 0) + 1;
    if (found.tokens > overlap) break;
    found.from = at;
  }
  return units.slice(found.from);
};

/** Chunks of units that follow each other, as many in each as `max_tokens` lets in. */
export async function packUnits(text: string, units: Iterable<Unit>, packing: Packing): Promise<Chunk[]> {
  const { max_tokens, overlap, breaks } = packing;
  const chunks: Chunk[] = [];
  const gap = (unit: Unit, before: Unit | undefined): number =>
    before === undefined ? 0 : roomOf(text, before.end, unit.start);
  const costOf = (some: readonly Unit[]): number =>
    some.reduce((sum, unit, index) => sum + unit.tokens + gap(unit, some[index - 1]), 0);

  /** Makes a chunk of as many of the units as really fit. @returns the others */
  const close = (some: readonly Unit[]): readonly Unit[] => {
    for (let count = some.length; count > 0; count -= 1) {
      const taken = some.slice(0, count);
      const [start, end] = spanOf(taken);
      const tokens = countTokens(text.slice(start, end), Infinity);
      if (tokens > max_tokens && count > 1) continue;
      chunks.push(asChunk(text, taken, tokens));
      return some.slice(count);
    }
    return [];
  };

  const open = { units: [] as readonly Unit[], fresh: 0, tokens: 0, seen: 0 };
  const restart = (kept: readonly Unit[], fresh: number): void => {
    open.units = kept;
    open.fresh = fresh;
    open.tokens = costOf(kept);
  };
  const flush = (): void => {
    const all = open.units;
    const rest = close(all);
    if (rest.length > 0) restart(rest, rest.length);
    else restart(repeated(all, overlap), 0);
  };

  for (const unit of units) {
    open.seen += 1;
    if (open.seen % UNITS_AT_A_TIME === 0) await breathe();
    const before = open.units.at(-1);
    if (before !== undefined && open.fresh > 0 && breaks(unit, before)) {
      while (open.fresh > 0) flush();
      restart([], 0);
    }
    while (open.fresh > 0 && open.tokens + unit.tokens + gap(unit, open.units.at(-1)) > max_tokens) flush();
    while (
      open.units.length > 0 &&
      open.fresh === 0 &&
      costOf(open.units) + unit.tokens + gap(unit, open.units.at(-1)) > max_tokens
    )
      restart(open.units.slice(1), 0);
    open.tokens += unit.tokens + gap(unit, open.units.at(-1));
    open.units = [...open.units, unit];
    open.fresh += 1;
  }
  while (open.fresh > 0) flush();
  return chunks;
}
