// bad next line: @typescript-eslint/ban-ts-comment
// @ts-nocheck
export const one: string = 1;
