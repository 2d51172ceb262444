import { aiConfig } from '../config/ai.config.ts';
import { aiUsageAdminRepository } from '../repositories/ai-usage-admin.repository.ts';
import { budgetRepository } from '../repositories/budget.repository.ts';
import type { Budget } from '../schemas/ai-usage.schema.ts';
import { appError } from '../utils/app-error.ts';
import { toUsd } from '../utils/to-usd.ts';

/** Who pays: a user, and the tenant that they work for where there is one. */
export type Payer = { readonly userId: string; readonly tenantId: string | null };

/** Money that is put aside for a call. To be settled once, with what the call really cost. */
export type Reservation = { readonly id: string; readonly keys: readonly string[] };

const today = (): string => new Date().toISOString().slice(0, 10);
const keyOf = (id: string, day: string): string => `ai-spent:${day}:${id}`;

const pursesOf = ({ userId, tenantId }: Payer, day: string) => [
  { id: userId, key: keyOf(userId, day), limit: aiConfig.AI_USER_DAILY_USD },
  ...(tenantId === null ? [] : [{ id: tenantId, key: keyOf(tenantId, day), limit: aiConfig.AI_TENANT_DAILY_USD }]),
];

const seeded = (purses: ReturnType<typeof pursesOf>, day: string) =>
  Promise.all(purses.map(async (purse) => ({ ...purse, seed: await aiUsageAdminRepository.spent(purse.id, day) })));

/** What users and tenants may spend on a day. Amounts are millionths of a dollar. */
export const budgetService = {
  /**
   * Puts the most that a call can cost aside before it is made, so that calls side by side cannot spend more than there is.
   * Work that is done again after its process was killed gives the same `id`, and finds what it has put aside.
   * @throws 429 `ai_budget_used_up`, 503 `budget_unavailable`
   */
  async reserve(payer: Payer, amount: number, id: string = crypto.randomUUID()): Promise<Reservation> {
    const day = today();
    const purses = pursesOf(payer, day);
    const keys = purses.map(({ key }) => key);
    const first = await budgetRepository.reserve(
      id,
      amount,
      purses.map((purse) => ({ ...purse, seed: null })),
    );
    // A counter that is gone, with its Redis or with the night, begins with what the table says.
    const answer = first === 'unknown' ? await budgetRepository.reserve(id, amount, await seeded(purses, day)) : first;
    if (answer === 'done') return { id, keys };
    const full = answer === 'unknown' ? 0 : answer.full;
    const whose = full === 0 ? 'Your' : "Your organisation's";
    throw appError.tooManyRequests('ai_budget_used_up', `${whose} budget for AI is used up for today (UTC).`, {
      limit_usd: toUsd(purses[full]?.limit ?? 0),
      needed_usd: toUsd(amount),
    });
  },

  /** Gives back what was put aside and not used. A second time it does nothing, so nothing is charged twice. */
  async settle({ id, keys }: Reservation, cost: number): Promise<void> {
    await budgetRepository.settle(id, cost, keys);
  },

  /** What a user has spent today, reservations included, and may spend. */
  async today(userId: string): Promise<Budget> {
    const day = today();
    const key = keyOf(userId, day);
    const spent = (await budgetRepository.spent(key)) ?? (await aiUsageAdminRepository.spent(userId, day));
    return { spent_usd: toUsd(spent), limit_usd: toUsd(aiConfig.AI_USER_DAILY_USD), day };
  },
};
