import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';

process.env['NODE_ENV'] = 'development';
const test = startTestApp({}, addSignIn);

describe('the cookie of a session in development', () => {
  it('is one that browsers take over plain http', async () => {
    const user = await signUp();
    const browser = newBrowser(test.app());
    const { headers } = await browser.signIn(user.tokens);
    expect(headers['set-cookie']).toMatch(/^session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await browser.send('GET', '/v1/me')).body.data.id).toBe(user.id);
    expect((await browser.send('DELETE', '/v1/session')).status).toBe(204);
    expect(browser.jar.cookie).toBeNull();
  });
});
