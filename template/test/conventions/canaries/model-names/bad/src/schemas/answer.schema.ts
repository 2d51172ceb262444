import { z } from 'zod';

export const model = z.enum([
  'gpt-4.1-mini', // bad: model-names
  'o3-mini', // bad: model-names
]);
export const one = z.literal('text-embedding-3-small'); // bad: model-names
