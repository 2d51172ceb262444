import { z } from 'zod';

const claimsSchema = z.object({ sub: z.uuid() });
const signals = { any: (all: readonly boolean[]): boolean => all.some(Boolean) };

export const invoiceService = {
  read: (token: unknown): string => claimsSchema.parse(token).sub,
  some: (all: readonly boolean[]): boolean => signals.any(all),
  first: (waits: readonly Promise<string>[]): Promise<string> => Promise.any(waits),
  ends: (all: AbortSignal[]): AbortSignal => AbortSignal.any(all),
};
