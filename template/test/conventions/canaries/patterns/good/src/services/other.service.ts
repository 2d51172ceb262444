// pattern: services -- a library asks for a function
export const one = (): number => 1;

export type Few = 1;
export type TooFew = 2;
