// @ts-expect-error the types of the library lack this
export const one: string = 1;
// The words ts-ignore and @ts-nocheck within a sentence say nothing.
export const two = '@ts-ignore';
