import { z } from 'zod';

export const meSchema = z.object({ id: z.uuid(), email: z.string().nullable(), roles: z.array(z.string()) });

export type Me = z.infer<typeof meSchema>;
