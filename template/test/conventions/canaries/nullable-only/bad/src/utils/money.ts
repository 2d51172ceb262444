import { z } from 'zod';

const money = () => z.string();
function currency() {
  return z.string().length(3);
}
const either = (exact: boolean) => (exact ? z.string() : z.number());

let late = null;
late = z.string();

export const moneySchema = money().optional(); // bad: nullable-only
export const currencySchema = currency().nullish(); // bad: nullable-only
export const amountSchema = either(true).optional(); // bad: nullable-only
export const lateSchema = late.optional(); // bad: nullable-only
export const chosenSchema = (late ?? z.string()).optional(); // bad: nullable-only
