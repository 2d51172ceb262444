export const isOne = (value: unknown): boolean => value === 1;
export const isNothing = (value: unknown): boolean => value === null || value === undefined;
export const isText = (value: unknown): boolean => typeof value === 'string';
