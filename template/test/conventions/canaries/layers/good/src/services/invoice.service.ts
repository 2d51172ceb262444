import { redis } from '../clients/redis.ts';
import { invoiceRepository } from '../repositories/invoice.repository.ts';
import type { Invoice } from '../schemas/invoice.schema.ts';
import { customerService } from './customer.service.ts';

/** Mentions `../repositories/invoice.repository.ts` and `../routes/v1/invoices.route.ts`, and imports one. */
export const invoiceService = {
  get: (id: string): Promise<Invoice> => invoiceRepository.get(id),
  customers: () => customerService.list(redis),
  template: '../routes/v1/invoices.route.ts',
};
