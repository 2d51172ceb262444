export const isFunction = (value: unknown): boolean => value instanceof Function;
export const text = 'new Function("return 1")';
export const call = (run: () => number): number => run.call(null);
