import { createTransport } from 'nodemailer';
import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';
import { appError } from '../utils/app-error.ts';

const { SMTP_URL, MAIL_FROM } = config;
const isLocal = SMTP_URL !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(SMTP_URL).hostname);

const transport =
  SMTP_URL === null
    ? null
    : createTransport({
        url: SMTP_URL,
        // Never in the clear, but to the mailbox of this machine, which has no certificate.
        requireTLS: !isLocal,
        connectionTimeout: 5000,
        greetingTimeout: 5000,
        socketTimeout: 10_000,
        dnsTimeout: 5000,
        // A mail is its text: nothing in it names a file or a URL to be read.
        disableFileAccess: true,
        disableUrlAccess: true,
      });

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same each time that this mail is sent: mailboxes show what comes twice under one id once, if they look. */
  readonly key: string;
};

/** Mails, by SMTP. @see https://nodemailer.com */
export const mailer = {
  /**
   * Hands a mail over to the server: it took it, or this throws.
   * @throws 422 `mail_off` without SMTP_URL, 422 `mail_refused` where the server will never take it, 503 `mail_unavailable`
   */
  async send({ to, subject, text, key }: Mail): Promise<void> {
    if (transport === null || MAIL_FROM === null)
      throw appError.unprocessable('mail_off', 'No mail can be sent: SMTP_URL is not set.');
    const host = MAIL_FROM.split('@')[1] ?? '';
    const started = performance.now();
    try {
      const messageId = `<${key}@${host}>`;
      const { response } = await transport.sendMail({
        from: MAIL_FROM,
        to: { name: '', address: to },
        subject,
        text,
        messageId,
      });
      requestContext
        .log()
        ?.info({ mail: { messageId, response, ms: Math.round(performance.now() - started) } }, 'Mailed.');
    } catch (cause) {
      const code = cause instanceof Error && 'responseCode' in cause ? Number(cause.responseCode) : 0;
      if (code >= 500)
        throw appError.unprocessable('mail_refused', `The mail server refuses this mail (${code}).`, null, cause);
      throw appError.unavailable('mail_unavailable', 'The mail server does not take this mail yet.', null, cause);
    }
  },
};
