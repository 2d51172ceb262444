import { z } from 'zod';

/** Mail is optional: without it, what is to be mailed waits among the dead letters. */
export const mailConfig = z.object({
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which begins in the clear and is then encrypted. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .nullable()
    .default(null),
  /** Who mails are from: an address that the server may send for. */
  MAIL_FROM: z.email().nullable().default(null),
});
