import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startSmtpServer } from '../support/start-smtp-server.ts';

// Its own mail server, which the configuration has to name before it is read.
const smtp = await startSmtpServer();
Object.assign(process.env, { SMTP_URL: smtp.url, MAIL_FROM: 'kit@example.com' });
const { mailNotificationJob } = await import('../../src/jobs/mail-notification.job.ts');
const { deadLetterService } = await import('../../src/services/dead-letter.service.ts');
const { notificationService } = await import('../../src/services/notification.service.ts');
const { queue } = await import('../../src/clients/queue.ts');
const { startTestWorker } = await import('../support/start-test-worker.ts');
const { until } = await import('../support/until.ts');

afterAll(() => smtp.stop());
const worker = startTestWorker({ ...mailNotificationJob, attempts: 2, backoff_ms: 50 });

const sentTo = (email: string) => smtp.mails.filter(({ to }) => to.includes(email)).map(({ mail }) => mail);
const welcome = { key: 'welcome', kind: 'welcome', title: 'Hello', body: 'Grüße', mail: true };

describe('notify', () => {
  it('tells the same thing once, however often it is called, and mails it once', async () => {
    const user = await worker.newUser();
    const told = await Promise.all([1, 2, 3].map(() => notificationService.notify(user.id, welcome)));
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    const payload = { owner_id: user.id, notification_id: told[0]?.id ?? '' };
    const done = (runs: number) =>
      until(() =>
        queue.use(async ({ jobs }) => {
          const [job, ...others] = (await jobs.getCompleted()).filter(({ data }) =>
            isDeepStrictEqual(data.payload, payload),
          );
          return job?.attemptsStarted === runs && others.length === 0 ? job : null;
        }),
      );
    const job = await done(1);
    // As where its worker was killed after the mail: it runs again.
    await queue.use(() => job.retry('completed'));
    await done(2);
    expect(sentTo(user.email)).toMatchObject([
      { subject: 'Hello', text: 'Grüße\n', from: { address: 'kit@example.com' }, messageId: `<${job.id}@example.com>` },
    ]);
  });

  it('refuses what the table would refuse, and a user who is gone', async () => {
    const user = await worker.newUser();
    await expect(notificationService.notify(user.id, { ...welcome, kind: 'Not a kind' })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    await expect(notificationService.notify(randomUUID(), welcome)).rejects.toMatchObject({
      statusCode: 422,
    });
  });

  it('takes a title for a subject that brings no header along', async () => {
    const user = await worker.newUser();
    const title = 'Hi\r\nBcc: victim@example.com\r\n\r\nBuy';
    const { id } = await notificationService.notify(user.id, { ...welcome, title, mail: false });
    expect(await worker.run({ owner_id: user.id, notification_id: id })).toMatchObject({ state: 'completed' });
    const [mail] = sentTo(user.email);
    expect(mail?.bcc ?? []).toEqual([]);
    expect(mail?.subject).toContain('Bcc: victim@example.com');
    expect(sentTo('victim@example.com')).toEqual([]);
  });
});

describe('the mail', () => {
  it('goes to its owner alone, and to nobody where they are gone', async () => {
    const [user, other] = [await worker.newUser(), await worker.newUser()];
    const { id } = await notificationService.notify(user.id, { ...welcome, mail: false });
    expect(await worker.run({ owner_id: other.id, notification_id: id })).toMatchObject({ state: 'completed' });
    expect(await worker.run({ owner_id: randomUUID(), notification_id: id })).toMatchObject({ state: 'completed' });
    expect([...sentTo(user.email), ...sentTo(other.email)]).toEqual([]);
  });

  it('is tried again where the server puts it off, and given up where it refuses it', async () => {
    const user = await worker.newUser();
    const mail = async (refuse: number) => {
      smtp.behaviour.refuse = refuse;
      const { id } = await notificationService.notify(user.id, { ...welcome, key: String(refuse), mail: false });
      return worker.run({ owner_id: user.id, notification_id: id });
    };
    expect(await mail(451)).toMatchObject({ state: 'failed', error: 'The mail server does not take this mail yet.' });
    expect(await mail(550)).toMatchObject({ state: 'failed', error: 'The mail server refuses this mail (550).' });
    smtp.behaviour.refuse = null;
    const dead = await deadLetterService.list(2);
    expect(dead.map(({ attempts }) => attempts)).toEqual([1, 2]);
    for (const { id } of dead) await deadLetterService.retry(id);
    await until(() => (sentTo(user.email).length === 2 ? true : null));
  });
});
