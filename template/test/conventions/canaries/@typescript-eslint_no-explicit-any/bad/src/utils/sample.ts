export const one = (value: any): string => String(value); // bad: @typescript-eslint/no-explicit-any
export const two = JSON.parse('1') as any; // bad: @typescript-eslint/no-explicit-any
export const three: any[] = []; // bad: @typescript-eslint/no-explicit-any
export const four: Array<any> = []; // bad: @typescript-eslint/no-explicit-any
export const five = <T = any>(value: T): T => value; // bad: @typescript-eslint/no-explicit-any
export type Six = Record<string, any>; // bad: @typescript-eslint/no-explicit-any
export const seven = (...values: any): number => values.length; // bad: @typescript-eslint/no-explicit-any
export const eight = <any>JSON.parse('1'); // bad: @typescript-eslint/no-explicit-any
export const nine = JSON.parse('1') satisfies any; // bad: @typescript-eslint/no-explicit-any
