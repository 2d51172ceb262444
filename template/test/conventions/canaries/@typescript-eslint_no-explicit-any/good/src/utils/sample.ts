export const one = (value: unknown): string => String(value);
export const any = (values: readonly boolean[]): boolean => values.some(Boolean);
export const two: { readonly any: string } = { any: 'any' };
