// bad next line: @typescript-eslint/ban-ts-comment
// @ts-ignore
export const one: string = 1;
// bad next line: @typescript-eslint/ban-ts-comment
// @ts-ignore because the types are wrong
export const two: string = 1;
// bad next line: @typescript-eslint/ban-ts-comment
// @ts-expect-error
export const three: string = 1;
// bad next line: @typescript-eslint/ban-ts-comment
/* @ts-ignore */
export const four: string = 1;
