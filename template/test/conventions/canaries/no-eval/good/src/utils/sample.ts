// The word eval('1') is harmless, and so is a method of that name.
const model = { eval: (score: number): number => score };
export const score = model.eval(1);
export const parse = (json: string): unknown => JSON.parse(json);
