import type { Invoice } from './invoice.ts';
import { type Customer, nameOf } from './customer.ts';
import type * as types from './types.ts';

export type All = { readonly invoice: Invoice; readonly customer: Customer };
export type More = types.More | import('./more.ts').More;
export const name = nameOf(null);
