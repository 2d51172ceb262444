export const run = (code: string): unknown => eval(code); // bad: no-eval
export const indirect = (code: string): unknown => (0, eval)(code); // bad: no-eval
export const viaGlobal = (code: string): unknown => globalThis.eval(code); // bad: no-eval
export const node = (code: string): unknown => global.eval(code); // bad: no-eval
export const computed = (code: string): unknown => globalThis['eval'](code); // bad: no-eval
const run2 = eval; // bad: no-eval
export const kept = [run2];
