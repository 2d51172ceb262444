import { withRedis } from '../clients/with-redis.ts';

/** A counter outlives its day a little, for what is settled after midnight. */
const KEPT_SECONDS = 172_800;

/** Who pays on which day, and how much that may come to. `seed` is what was spent before the counter was there. */
export type Purse = { readonly key: string; readonly limit: number; readonly seed: number };

// All counters or none: what does not fit into one is taken from no other. Answers the number of the first that is too full.
const RESERVE = `
local amount = tonumber(ARGV[1])
for i = 2, #KEYS do
  redis.call('set', KEYS[i], ARGV[2 * i], 'EX', ARGV[2], 'NX')
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
  /** Which of the counters are there. */
  async known(keys: readonly string[]): Promise<boolean[]> {
    const found = await withRedis('budget_unavailable', (redis) => redis.mget(...keys));
    return found.map((value) => value !== null);
  },

  /** Takes an amount out of all purses, or out of none. @returns the index of the first that has too little; null: done */
  async reserve(id: string, amount: number, purses: readonly Purse[]): Promise<number | null> {
    const keys = [keyOf(id), ...purses.map(({ key }) => key)];
    const values = purses.flatMap(({ limit, seed }) => [limit, seed]);
    const answer = await withRedis('budget_unavailable', (redis) =>
      redis.eval(RESERVE, keys.length, ...keys, amount, KEPT_SECONDS, ...values),
    );
    return answer === 0 ? null : Number(answer) - 1;
  },

  /** Puts back what a reservation took too much. @returns false where it was settled before */
  async settle(id: string, cost: number, keys: readonly string[]): Promise<boolean> {
    const all = [keyOf(id), ...keys];
    return (await withRedis('budget_unavailable', (redis) => redis.eval(SETTLE, all.length, ...all, cost))) === 1;
  },

  async spent(key: string): Promise<number> {
    return Number((await withRedis('budget_unavailable', (redis) => redis.get(key))) ?? 0);
  },
};
