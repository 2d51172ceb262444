import { Invoice } from './invoice.ts'; // bad: @typescript-eslint/consistent-type-imports
import { Customer, nameOf } from './customer.ts'; // bad: @typescript-eslint/consistent-type-imports
import Address from './address.ts'; // bad: @typescript-eslint/consistent-type-imports
import * as types from './types.ts'; // bad: @typescript-eslint/consistent-type-imports

export type All = { readonly invoice: Invoice; readonly customer: Customer; readonly address: Address };
export type More = types.More;
export const name = nameOf(null);
