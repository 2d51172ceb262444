import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps what it takes, or refuses it with the code that `behaviour` names. */
export async function startSmtpServer() {
  const behaviour: { refuse: number | null } = { refuse: null };
  const mails: { readonly to: readonly string[]; readonly mail: Email }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const keep = async (): Promise<void> => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(Buffer.from(chunk));
        const { refuse } = behaviour;
        if (refuse !== null) throw Object.assign(new Error('Not now.'), { responseCode: refuse });
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, mail: await PostalMime.parse(Buffer.concat(chunks)) });
      };
      void keep().then(() => done(), done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url, behaviour, mails, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
