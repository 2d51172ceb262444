import { payByCard } from './card.service.ts';

const byMethod = { card: payByCard, invoice: (amount: number) => amount }; // bad: simplest-solution
// bad next line: simplest-solution
const rates: Record<string, (amount: number) => number> = {
  de: (amount) => amount * 1.19,
  at(amount) {
    return amount * 1.2;
  },
  ch: function (amount) {
    const rate = 1.081;
    return amount * rate;
  },
};
const handlers = new Map([['a', () => 1], ['b', () => 2]]); // bad: simplest-solution
const frozen = Object.freeze({ up: (n: number) => n + 1, down: (n: number) => n - 1 }); // bad: simplest-solution
const rules = [ // bad: simplest-solution
  { matches: (n: number) => n > 100, price: (n: number) => n * 0.9 },
  { matches: () => true, price: (n: number) => n },
];

export const tableService = {
  pay: (method: keyof typeof byMethod, amount: number) => byMethod[method](amount),
  tax: (country: string, amount: number) => rates[country]?.(amount),
  handle: (name: string) => handlers.get(name)?.(),
  move: (way: 'up' | 'down', n: number) => frozen[way](n),
  price: (n: number) => rules.find(({ matches }) => matches(n))?.price(n),
};
