import { invoiceService } from '../../src/services/invoice.service.ts';
import { startStack } from '../../stack/start-stack.ts';

export const all = [startStack, invoiceService];
