import { withRedis } from '../clients/with-redis.ts';

/** A counter outlives its day a little, for what is settled after midnight. */
const KEPT_SECONDS = 172_800;

/** Who pays on which day, and how much that may come to. `seed` is what was spent before the counter was there; null: not known. */
export type Purse = { readonly key: string; readonly limit: number; readonly seed: number | null };

// All counters or none: what does not fit into one is taken from no other. Answers the number of the first that is too full,
// or -1 where there is no counter and no seed for it.
const RESERVE = `
local amount = tonumber(ARGV[1])
if redis.call('exists', KEYS[1]) == 1 then return 0 end
for i = 2, #KEYS do
  if redis.call('exists', KEYS[i]) == 0 then
    if ARGV[2 * i] == '' then return -1 end
    redis.call('set', KEYS[i], ARGV[2 * i], 'EX', ARGV[2])
  end
  if tonumber(redis.call('get', KEYS[i])) + amount > tonumber(ARGV[2 * i - 1]) then return i - 1 end
end
for i = 2, #KEYS do redis.call('incrby', KEYS[i], amount) end
redis.call('set', KEYS[1], amount, 'EX', ARGV[2])
return 0`;

// A reservation is settled once: whoever comes second finds none.
const SETTLE = `
local amount = redis.call('getdel', KEYS[1])
if not amount then return 0 end
for i = 2, #KEYS do redis.call('incrby', KEYS[i], tonumber(ARGV[1]) - tonumber(amount)) end
return 1`;

const keyOf = (id: string): string => `ai-reservation:${id}`;

/** What may be spent on AI, in Redis, in millionths of a dollar. Each method throws 503 `budget_unavailable` without Redis. */
export const budgetRepository = {
  /**
   * Takes an amount out of all purses, or out of none. What an id has put aside and not settled is not put aside again.
   * @returns whose purse has too little, by its index, or that a counter needs its seed
   */
  async reserve(
    id: string,
    amount: number,
    purses: readonly Purse[],
  ): Promise<'done' | 'unknown' | { readonly full: number }> {
    const keys = [keyOf(id), ...purses.map(({ key }) => key)];
    const values = purses.flatMap(({ limit, seed }) => [limit, seed ?? '']);
    const answer = Number(
      await withRedis('budget_unavailable', (redis) =>
        redis.eval(RESERVE, keys.length, ...keys, amount, KEPT_SECONDS, ...values),
      ),
    );
    if (answer === 0) return 'done';
    return answer < 0 ? 'unknown' : { full: answer - 1 };
  },

  /** Puts back what a reservation took too much. @returns false where it was settled before */
  async settle(id: string, cost: number, keys: readonly string[]): Promise<boolean> {
    const all = [keyOf(id), ...keys];
    return (await withRedis('budget_unavailable', (redis) => redis.eval(SETTLE, all.length, ...all, cost))) === 1;
  },

  /** Null where there is no counter. */
  async spent(key: string): Promise<number | null> {
    const spent = await withRedis('budget_unavailable', (redis) => redis.get(key));
    return spent === null ? null : Number(spent);
  },
};
