import { z } from 'zod';
import { field } from './field.schema.ts';
import { fileUploadQuerySchema } from './file.schema.ts';

/** What a user may write. */
export const profileInputSchema = z.strictObject({
  display_name: field.string().nullable().default(null),
  locale: z
    .string()
    .max(40)
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'a language tag, such as "de" or "pt-BR"')
    .nullable()
    .default(null),
});
export type ProfileInput = z.infer<typeof profileInputSchema>;

export const profileSchema = z.object({
  user_id: z.uuid(),
  display_name: z.string().nullable(),
  locale: z.string().nullable(),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type Profile = z.infer<typeof profileSchema>;

/** The file's name, which has to end as its bytes are: a picture. */
export const avatarQuerySchema = z.strictObject({
  name: fileUploadQuerySchema.shape.name.regex(
    /\.(png|jpe?g|gif|webp)$/i,
    'has to end in .png, .jpg, .jpeg, .gif or .webp',
  ),
});
export type AvatarQuery = z.infer<typeof avatarQuerySchema>;
