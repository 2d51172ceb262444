let one = 1; // bad: prefer-const
let { two, three } = { two: 2, three: 3 }; // bad: prefer-const
let late: number; // known below
late = one; // bad: prefer-const
for (let item of [1]) late.toFixed(item); // bad: prefer-const
export const all = [one, two, three, late];
