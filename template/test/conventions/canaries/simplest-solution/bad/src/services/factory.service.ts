import { invoiceRepository } from '../repositories/invoice.repository.ts';

type Repository = typeof invoiceRepository;

// bad next line: simplest-solution
export function createInvoiceService() {
  return { list: () => invoiceRepository.list(), get: (id: string) => invoiceRepository.get(id) };
}
// bad next line: simplest-solution
export const makeMailService = () => ({ send: async (to: string) => to });
// bad next line: simplest-solution
export const buildInvoices = (repository: Repository, logger: { info: (text: string) => void }) => {
  const api = { list: () => repository.list(), log: () => logger.info('listed') };
  return api;
};
// bad next line: simplest-solution
export const createOrders = ({ orderRepository, mailClient }: Record<string, Repository>) => {
  const list = () => orderRepository?.list();
  const send = () => mailClient?.list();
  return Object.freeze({ list, send });
};
// bad next line: simplest-solution
const createPrices = (rate: number) => {
  function of(amount: number) {
    return amount * rate;
  }
  return { of };
};
export const prices = createPrices(1.2);
