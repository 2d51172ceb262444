import { billing } from '../clients/billing.ts';
import { cache } from '../clients/cache.ts';
import { type Statement, statementSchema } from '../schemas/statement.schema.ts';

export const statementService = {
  /** Of the caller's own customers, since the billing service is asked as the caller. @throws as `serviceCall` does */
  get: (customerId: string): Promise<Statement> =>
    cache.get(
      {
        name: 'statement',
        owner: 'caller',
        key: customerId,
        schema: statementSchema,
        ttl_seconds: 600,
        tags: ['invoices'],
      },
      async () => {
        const { data } = await billing.listInvoices({
          query: { customer_id: customerId, sort: 'created_at', limit: 100 },
        });
        return {
          customer_id: customerId,
          numbers: data.map(({ number }) => number),
          asked_at: new Date().toISOString(),
        };
      },
    ),

  /** The user has another invoice: their statements are asked for anew. */
  forget: (userId: string): Promise<void> => cache.invalidate({ user: userId }, ['invoices']),
};
