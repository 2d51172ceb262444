import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';

const test = startTestApp({ CORS_ORIGINS: ['https://app.example.com'] }, addSignIn);

describe('a session', () => {
  it('gives the same caller as the token', async () => {
    const user = await signUp();
    const browser = newBrowser(test.app());
    const signedIn = await browser.signIn(user.tokens);
    expect(signedIn.status).toBe(204);
    const me = await browser.send('GET', '/v1/me');
    expect(me).toMatchObject({ status: 200, body: { data: { id: user.id } } });
    const out = await browser.send('DELETE', '/v1/session');
    expect(out).toMatchObject({ status: 204 });
  });
});
