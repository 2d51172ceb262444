import { invoiceRepository } from '../repositories/invoice.repository.ts'; // bad: layers

export const sendInvoice = invoiceRepository;
