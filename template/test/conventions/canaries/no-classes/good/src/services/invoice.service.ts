export const invoiceService = {
  open: (): Date => new Date(),
};
