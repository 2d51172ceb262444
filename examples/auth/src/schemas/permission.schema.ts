import { z } from 'zod';

/** What the caller may do: their roles, and what these allow. */
export const permissionsSchema = z.object({ roles: z.array(z.string()), permissions: z.array(z.string()) });

export type Permissions = z.infer<typeof permissionsSchema>;
