import { z } from 'zod';

/** A variable that is a list: `a, b,` is a and b. */
export const commaList = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
