export const invoiceService = { get: (id: string): string => id };
