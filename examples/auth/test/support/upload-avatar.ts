import type { TestApp } from './start-test-app.ts';
import type { TestUser } from './test-user.ts';

/** Sends bytes as the picture of a user, whatever they are. */
export async function uploadAvatar(test: TestApp, user: TestUser, name: string, payload: Buffer) {
  const headers = { authorization: `Bearer ${user.token}`, 'content-type': 'image/png' };
  const url = `/v1/profile/avatar?name=${name}`;
  const reply = await test.app().inject({ method: 'PUT', url, headers, payload });
  return { status: reply.statusCode, body: reply.json() };
}
