import { requestContext } from '../context/request-context.ts';
import { mailRepository } from '../repositories/mail.repository.ts';

export const mailService = {
  a: () =>
    mailRepository.send().catch(() => {
      // It is sent again in a minute, by the job.
    }),
  b: () => mailRepository.send().catch((err: unknown) => requestContext.log()?.warn({ err }, 'No mail was sent.')),
  c: () => mailRepository.read().catch(() => null),
  d: () => mailRepository.read().catch(() => ''),
  e: () => mailRepository.read().then(() => {}),
  async f(): Promise<void> {
    // The file may be gone by now.
    await mailRepository.drop().catch(() => undefined);
  },
  g: (zod: { catch(value: () => undefined): string }): string => zod.catch(/* no mail */ () => undefined),
};
