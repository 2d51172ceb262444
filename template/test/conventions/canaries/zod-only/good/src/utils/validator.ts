import * as z from 'zod';
import { yup } from './yup.ts';

const validator = { parse: z.string().parse };

export const valibot = (name: string): string => `${name} ${yup} ${validator.parse(name)} joi`;
