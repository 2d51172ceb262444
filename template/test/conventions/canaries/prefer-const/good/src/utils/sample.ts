let one = 1;
one += 1;
for (let index = 0; index < 2; index += 1) one += index;
for (const item of [1]) one += item;
export const all = one;
