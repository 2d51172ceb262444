import { describe, expect, it } from '@jest/globals';
import { redis } from '../../src/clients/redis.ts';
import { aiConfig } from '../../src/config/ai.config.ts';
import { budgetService } from '../../src/services/budget.service.ts';
import { admin } from '../support/admin.ts';
import { startTestApp } from '../support/start-test-app.ts';

startTestApp();
const DAILY = aiConfig.AI_USER_DAILY_USD;
const usedUp = { statusCode: 429, code: 'ai_budget_used_up' };
const payer = (tenantId: string | null = null) => ({ userId: crypto.randomUUID(), tenantId });
const spent = async (userId: string): Promise<number> =>
  Math.round(Number((await budgetService.today(userId)).spent_usd) * 1_000_000);

describe('budgetService', () => {
  it('lets calls side by side put aside no more than there is', async () => {
    const ada = payer();
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => budgetService.reserve(ada, Math.floor(DAILY / 10))),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await spent(ada.userId)).toBe(DAILY);
    await expect(budgetService.reserve(ada, 1)).rejects.toMatchObject(usedUp);
  });

  it('gives back what was not used, once', async () => {
    const ada = payer();
    const reserved = await budgetService.reserve(ada, 1000);
    await Promise.all([budgetService.settle(reserved, 300), budgetService.settle(reserved, 300)]);
    await budgetService.settle(reserved, 0);
    expect(await spent(ada.userId)).toBe(300);
  });

  it('holds a tenant to its own budget, and takes nothing from the user then', async () => {
    const tenant = crypto.randomUUID();
    const share = aiConfig.AI_TENANT_DAILY_USD / DAILY;
    for (const _ of Array(share).keys()) await budgetService.reserve(payer(tenant), DAILY);
    const late = payer(tenant);
    await expect(budgetService.reserve(late, 1)).rejects.toMatchObject({
      ...usedUp,
      message: expect.stringContaining("Your organisation's"),
    });
    expect(await spent(late.userId)).toBe(0);
  });

  it('begins with what the table says where the counter is gone', async () => {
    const ada = payer();
    await admin()
      .from('ai_usage')
      .insert({
        id: crypto.randomUUID(),
        user_id: ada.userId,
        prompt: 'chat',
        version: 1,
        model: 'any',
        status: 'complete',
        input_tokens: 1,
        cached_tokens: 0,
        output_tokens: 1,
        cost_micros: String(DAILY - 5),
        latency_ms: 1,
        suspicion: 0,
      });
    await expect(budgetService.reserve(ada, 6)).rejects.toMatchObject(usedUp);
    await budgetService.reserve(ada, 5);
  });

  it('lets nothing through without its counters', async () => {
    const before = redis?.eval;
    Object.assign(redis ?? {}, { eval: () => Promise.reject(new Error('Connection is closed.')) });
    await expect(budgetService.reserve(payer(), 1)).rejects.toMatchObject({
      statusCode: 503,
      code: 'budget_unavailable',
    });
    Object.assign(redis ?? {}, { eval: before });
  });
});
