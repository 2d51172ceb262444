import { expect, it } from '@jest/globals';
import { authFlow } from '../support/auth-flow.ts';
import { mailsTo } from '../support/auth-mail.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { toldApart } from '../support/told-apart.ts';

process.env['AUTH_REPLY_MS'] = '500';
const test = startTestApp();
const { as, signUp, signIn } = authFlow(test);

const flows = ['sign-in', 'sign-up', 'magic-link', 'password-reset'];
const addresses = Array.from({ length: 250 }, (_, n) => `203.0.113.${n + 1}`).values();
const nobody = (): string => `nobody-${crypto.randomUUID()}@example.com`;

const ask = async (flow: string, email: string) => {
  const payload = flow.startsWith('sign') ? { email, password: 'of a stranger' } : { email };
  const remoteAddress = addresses.next().value ?? '';
  const started = performance.now();
  const reply = await test.app().inject({ method: 'POST', url: `/v1/auth/${flow}`, payload, remoteAddress });
  const ms = performance.now() - started;
  const shown = [reply.statusCode, Object.keys(reply.headers).sort(), reply.body.replaceAll(email, '')];
  return { ms, shown };
};

it.each(flows)('does not tell by its answer who has an account: %s', async (flow) => {
  const { email } = await signUp();
  const [known, unknown] = [await ask(flow, email), await ask(flow, nobody())];
  expect(known.shown).toEqual(unknown.shown);
});

// What a reply waits for is that it took AUTH_REPLY_MS, whatever the work was. With 0 this fails for sign-in.
it('does not tell by its time who has an account', async () => {
  const measure = async (flow: string) => {
    const { email } = await signUp();
    const times = { known: [] as number[], unknown: [] as number[] };
    for (const n of Array(20).keys()) {
      // By turns, so that both meet the same machine.
      const [times_, asked] = n % 2 === 0 ? [times.known, email] : [times.unknown, nobody()];
      times_.push((await ask(flow, asked)).ms);
    }
    return { flow, isTold: toldApart(times.known, times.unknown) >= 3.6 };
  };
  const told = await Promise.all(flows.map(measure));
  expect(told).toEqual(flows.map((flow) => ({ flow, isTold: false })));
});

it('does not tell by a change of address who has an account', async () => {
  const [person, other] = [await signUp(), await signUp()];
  const api = as((await signIn(person)).access_token);
  const change = async (email: string) => {
    const { status, body } = await api('POST', '/v1/auth/email-change', { email });
    return [status, JSON.stringify(body).replace(email, '')];
  };
  expect(await change(other.email)).toEqual(await change(nobody()));
  expect(await mailsTo(other.email)).toEqual([]);
});
