export const vat = (): number => 1;
export const = 2; // bad: patterns
