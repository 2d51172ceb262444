export const one = (value: string | null): string => value!; // bad: @typescript-eslint/no-non-null-assertion
export const two = (values: string[]): number => values[0]!.length; // bad: @typescript-eslint/no-non-null-assertion
export const three = (values: string[]): string => values.at(-1)!; // bad: @typescript-eslint/no-non-null-assertion
export const four = (value: { a: string } | null): string => (value!).a; // bad: @typescript-eslint/no-non-null-assertion
