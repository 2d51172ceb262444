import type { InvoiceClass } from '../schemas/invoice.schema.ts';

/** Sorts the class of an invoice. `class` is also a word: class Invoice {} */
export const invoiceService = {
  open: (): Date => new Date(),
  get(id: string): Promise<string> {
    return invoiceService.describe(id);
  },
  describe: async (id: string): Promise<string> => `class ${id}`,
  sort: (classes: readonly InvoiceClass[]): InvoiceClass[] => Array.from(classes),
};
