export const invoiceManager = { open: (): boolean => true }; // bad: simplest-solution
export const paymentStrategy = (amount: number): number => amount; // bad: simplest-solution
export function mailFactory(): string { // bad: simplest-solution
  return '';
}
export const getInstance = (): object => invoiceManager; // bad: simplest-solution
export interface StorageAdapter { // bad: simplest-solution
  read(): string;
  write(): void;
}
export type TaxStrategy = (amount: number) => number; // bad: simplest-solution
export type AiProvider = { readonly name: string; readonly ask: (text: string) => string }; // bad: simplest-solution
const queryBuilder = () => ''; // bad: simplest-solution
export const querySingleton = { query: queryBuilder }; // still fine: no function is written in it

interface Clock { // bad: simplest-solution
  now(): Date;
}
export const clock: Clock = { now: () => new Date() };

type Mailer = { send: (to: string) => Promise<void>; close(): void }; // bad: simplest-solution
export const mailer = { send: async () => undefined, close: () => undefined } satisfies Mailer;

interface Counter { // bad: simplest-solution
  next(): number;
}
export const startCounter = (from: number): Counter => {
  const state = { at: from };
  return { next: () => (state.at += 1) };
};
