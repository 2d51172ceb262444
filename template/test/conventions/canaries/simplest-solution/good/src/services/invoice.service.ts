import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invoiceRepository } from '../repositories/invoice.repository.ts';

// Data of a business that has managers, providers and builders.
export const managerSchema = z.object({ name: z.string() });
export type PropertyManager = z.infer<typeof managerSchema>;
export type AccountManager = { readonly name: string };
export type Provider = ZodTypeProvider;
const accountManager: AccountManager = { name: 'Ann' };
export const getProvider = (): AccountManager => accountManager;
export const removeManager = (name: string): boolean => name !== '';

// Each product is another one.
export const createCounter = () => {
  const state = { n: 0 };
  return { next: () => (state.n += 1), value: () => state.n };
};
export const createRates = (rate: number) => ({ of: (amount: number) => amount * rate });
export const createVerifier = (secret: string) => (token: string) => token === secret;
export const makePoint = (x: number, y: number) => ({ x, y });
export const createInvoice = (input: AccountManager) => invoiceRepository.create(input);

// What a library's object must be able to do: nothing here implements it.
type Ordered<Query> = { order(column: string): Query; limit(count: number): Query };
export const firstOf = <Query extends Ordered<Query>>(query: Query): Query => query.order('id').limit(1);
// Two parties, or data.
type Shape = { area(): number };
export const square: Shape = { area: () => 1 };
export const circle: Shape = { area: () => 3 };
type Row = { readonly id: string; readonly area: () => number };
export const row: Row = { id: 'a', area: () => 1 };

export const invoiceService = {
  open: (): AccountManager => accountManager,
  close: (name: 'open'): AccountManager => invoiceService.open() ?? name,
};
