import { createPool } from 'generic-pool'; // bad: simplest-solution, single-provider

const idle: object[] = []; // bad: simplest-solution
const things = new Set<object>(); // bad: simplest-solution

export const generic = createPool;

export const poolService = {
  async acquire(): Promise<object> {
    const [first] = things;
    if (first) things.delete(first);
    return first ?? idle.pop() ?? {}; // bad: immutable-data
  },
  release(one: object): void {
    idle.push(one); // bad: immutable-data
    things.add(one);
  },
};
