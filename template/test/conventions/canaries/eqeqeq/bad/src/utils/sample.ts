export const isOne = (value: unknown): boolean => value == 1; // bad: eqeqeq
export const isOther = (value: unknown): boolean => value != 1; // bad: eqeqeq
export const isNothing = (value: unknown): boolean => value == null; // bad: eqeqeq
export const isText = (value: unknown): boolean => typeof value == 'string'; // bad: eqeqeq
