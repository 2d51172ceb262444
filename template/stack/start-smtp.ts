import type { AddressInfo } from 'node:net';
import type { EmailDriver } from '@supabase/lite';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const host = '127.0.0.1';
const maxBytes = 10 * 1024 * 1024;

/** Takes mails on a free port of this machine and hands them to the mailbox. Ends with the process. @returns its URL */
export async function startSmtp(mailbox: EmailDriver): Promise<string> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: maxBytes,
    logger: false,
    onData(stream, session, done) {
      const keep = async (): Promise<void> => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(Buffer.from(chunk));
        const { subject = '', text = '', html = '' } = await PostalMime.parse(Buffer.concat(chunks));
        for (const { address } of session.envelope.rcptTo) await mailbox.send({ to: address, subject, text, html });
      };
      void keep().then(() => done(), done);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => resolve());
  });
  server.on('error', (error) => process.stderr.write(`The mailbox: ${error.message}\n`));
  return `smtp://${host}:${(server.server.address() as AddressInfo).port}`;
}
