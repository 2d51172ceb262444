import { expect, it } from '@jest/globals';
import { sampleFiles } from '../support/sample-files.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();

it('tells nobody whether a file of another is there', async () => {
  const [owner, other] = [await test.newUser(), await test.newUser()];
  const { body } = await owner.api('POST', '/v1/files?name=a.png', sampleFiles.png());
  for (const path of ['', '/content'])
    for (const method of ['GET', 'DELETE'] as const) {
      if (method === 'DELETE' && path !== '') continue;
      const [theirs, none] = [
        await other.api(method, `/v1/files/${body.data.id}${path}`),
        await other.api(method, `/v1/files/${crypto.randomUUID()}${path}`),
      ];
      expect(theirs.status).toBe(404);
      expect(theirs.body).toEqual(none.body);
    }
  expect((await owner.api('GET', `/v1/files/${body.data.id}`)).status).toBe(200);
});

it('treats guesses at an account alike, whether it is there or not', async () => {
  const { loginAttemptService } = await import('../../src/services/login-attempt.service.ts');
  const user = await test.newUser();
  const outcomes = async (email: string): Promise<unknown[]> => {
    const seen: unknown[] = [];
    for (const n of Array(12).keys()) {
      const refusal: unknown = await loginAttemptService
        .check(email, `203.0.113.${n < 11 ? 1 : 2}`)
        .catch((error) => error);
      seen.push(refusal instanceof Error ? refusal.message.replace(/\d+/, 'N') : 'taken');
      await loginAttemptService.failed(email);
    }
    return seen;
  };
  const known = await outcomes(user.email);
  expect(known).toEqual([...Array(10).fill('taken'), expect.stringContaining('Too many'), 'taken']);
  expect(await outcomes(`nobody-${crypto.randomUUID()}@example.com`)).toEqual(known);
});
