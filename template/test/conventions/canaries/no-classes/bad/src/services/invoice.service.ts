import { openSync } from 'node:fs';
import { inherits as extend } from 'node:util'; // bad: no-classes

export class InvoiceService {} // bad: no-classes

export default class {} // bad: no-classes

export abstract class Base {} // bad: no-classes

declare class Later {} // bad: no-classes
export type Kept = Later;

export const inline = class {}; // bad: no-classes
export const mixin = (base: typeof Map) => class extends base<string, string> {}; // bad: no-classes
export const held = { Service: class Service {} }; // bad: no-classes
export const open = (file: string): number => openSync(file, 'r');
extend(open, inline);

export const NotFound = (() => {
  class NotFoundError extends Error {} // bad: no-classes
  return NotFoundError;
})();

export const counter = {
  count: 0,
  next(): number {
    return this.count + 1; // bad: no-classes
  },
  later: () => ({
    get twice() {
      return this; // bad: no-classes
    },
  }),
};
