import { z } from 'zod';
import { findPackage } from '../utils/find-package.ts';

/** As a generated client would have it: objects with fields and methods of these names, in a file that uses Zod. */
const database = { invoice: { partial: async (id: string) => ({ id, optional: true }) } };
const manifest = { peers: { optional: ['redis'] } };

export const idSchema = z.uuid();
export type Changes = Partial<{ readonly id: string; readonly note?: string }>;

export const invoiceService = {
  partial: (id: string) => database.invoice.partial(id),
  isOptional: async (id: string): Promise<boolean> => (await database.invoice.partial(id)).optional,
  peers: (): string[] => manifest.peers.optional,
  found: (): string => findPackage('redis').optional,
};
