export const one = (value: string | null): string => value ?? '';
export const two = (values: readonly string[]): boolean => !values[0];
export const three = (value: boolean): boolean => !!value;
