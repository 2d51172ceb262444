import { z } from 'zod';

export const textSchema = z.string().max(4000);
