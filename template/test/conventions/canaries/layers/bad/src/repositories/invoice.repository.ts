import { customerRepository } from './customer.repository.ts'; // bad: layers
import { invoiceService } from '../services/invoice.service.ts'; // bad: layers

export const invoiceRepository = { all: [customerRepository, invoiceService] };
