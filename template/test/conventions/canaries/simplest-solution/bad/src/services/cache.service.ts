import { LRUCache } from 'lru-cache'; // bad: simplest-solution, single-provider
import memoize from 'memoize'; // bad: simplest-solution
import { rateRepository } from '../repositories/rate.repository.ts';

const rates = new Map<string, number>(); // bad: simplest-solution
const found: Record<string, number> = {}; // bad: simplest-solution
const seen = new Map<string, { value: number; until: number }>(); // bad: simplest-solution
const pending = new Map<string, Promise<number>>(); // bad: simplest-solution
const userCache = new Map<string, string>(); // bad: simplest-solution
const state: { table: number[] | null } = { table: null };
const byKey: Record<string, Promise<number>> = {};
let settings: Promise<number> | null = null;
let single: { a: number } | undefined;
let lazy: number[] | null = null;

export const least = new LRUCache({ max: 1 });
export const once = memoize(() => 1);

export const cacheService = {
  async rate(currency: string): Promise<number> {
    const known = rates.get(currency);
    if (known !== undefined) return known;
    const rate = await rateRepository.get(currency);
    rates.set(currency, rate);
    return rate;
  },
  async find(key: string): Promise<number> {
    if (key in found) return found[key] ?? 0;
    const value = await rateRepository.get(key);
    found[key] = value; // bad: immutable-data
    return value;
  },
  async timed(key: string): Promise<number> {
    const hit = seen.get(key);
    if (hit && hit.until > Date.now()) return hit.value;
    const value = await rateRepository.get(key);
    seen.set(key, { value, until: Date.now() + 1000 });
    return value;
  },
  shared: (key: string): Promise<number> | undefined => {
    if (!pending.has(key)) pending.set(key, rateRepository.get(key));
    return pending.get(key);
  },
  remember: (id: string, name: string): void => void userCache.set(id, name),
  settings: (): Promise<number> => (settings ??= rateRepository.get('settings')), // bad: simplest-solution, immutable-data
  table: async (): Promise<number[]> => (state.table ??= [await rateRepository.get('table')]), // bad: simplest-solution
  byKey: (key: string): Promise<number> => (byKey[key] ??= rateRepository.get(key)), // bad: simplest-solution, immutable-data
  single() {
    if (!single) single = Object.assign({ a: 1 }); // bad: simplest-solution, immutable-data
    return single;
  },
  async lazy(): Promise<number[]> {
    if (lazy === null) {
      lazy = [await rateRepository.get('lazy')]; // bad: simplest-solution, immutable-data
    }
    return lazy;
  },
};
