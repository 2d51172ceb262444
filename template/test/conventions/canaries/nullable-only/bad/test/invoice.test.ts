import { z } from 'zod';

export const replySchema = z.object({ data: z.string().optional() }); // bad: nullable-only
