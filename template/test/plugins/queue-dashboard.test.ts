import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { queue } from '../../src/clients/queue.ts';
import { jobService } from '../../src/services/job.service.ts';
import { defineJob } from '../../src/utils/define-job.ts';
import { admin } from '../support/admin.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();
beforeAll(() => queue.use(({ jobs }) => jobs.obliterate({ force: true })));

const newAdmin = async () => {
  const user = await test.newUser();
  await admin().from('user_roles').insert({ user_id: user.id, role: 'admin' }).throwOnError();
  return user;
};

describe('/admin/queues', () => {
  it('shows an admin the queue, and takes what they do to it', async () => {
    const user = await newAdmin();
    const job = defineJob({
      name: 'looked-at',
      payload: z.strictObject({ note: z.string() }),
      run: async () => undefined,
    });
    const id = await jobService.enqueue(job, { note: randomUUID() }, { delay_ms: 60_000 });
    const { body } = await user.api('GET', '/admin/queues/api/queues?activeQueue=jobs&status=delayed');
    expect(body.queues).toMatchObject([{ name: 'jobs', counts: { delayed: 1 }, jobs: [{ id, name: 'looked-at' }] }]);
    expect((await user.api('PUT', `/admin/queues/api/queues/jobs/${id}/clean`)).status).toBe(204);
    expect(await queue.use(({ jobs }) => jobs.getJob(id))).toBeUndefined();
  });

  it('is a page that brings all it needs, and lets nothing else in', async () => {
    const user = await newAdmin();
    const page = await user.api('GET', '/admin/queues');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/(?:src|href)="https?:/);
    const script = /src="(static\/js\/main\.[^"]+)"/.exec(page.body)?.[1];
    expect((await user.api('GET', `/admin/queues/${script}`)).status).toBe(200);
    // On that path alone.
    const elsewhere = await user.api('GET', '/v1/me');
    expect(elsewhere.headers['content-security-policy']).not.toContain('unsafe-inline');
  });

  it('says what is not there in the format of every error', async () => {
    const user = await newAdmin();
    expect(await user.api('GET', '/admin/queues/api/nothing')).toMatchObject({
      status: 404,
      body: { error: { code: 'route_not_found' }, statusCode: 404 },
    });
  });
});
