import { total } from '../utils/total.ts';
import { vat } from '../utils/vat';

export const invoiceService = { total: (): number => total() + vat() };
