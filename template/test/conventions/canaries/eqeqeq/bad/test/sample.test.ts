export const isOne = (value: unknown): boolean => 1 == value; // bad: eqeqeq
