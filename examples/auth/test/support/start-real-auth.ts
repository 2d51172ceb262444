import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeJwt, SignJWT } from 'jose';

const issuer = 'https://example.supabase.co/auth/v1';
/** The code of every authenticator app. */
const CODE = '123456';

type Factor = { readonly id: string; readonly friendly_name: string; status: 'unverified' | 'verified' };
type Claims = Readonly<Record<string, unknown>>;

const failed = (error_code: string, status: number) => ({
  status,
  body: { code: status, error_code, msg: error_code },
});
const done = (body: unknown) => ({ status: 200, body });

/**
 * The embedded Supabase with what it lacks and a project has: tokens with an issuer, the call of the admin API that bans,
 * and second factors, answered as Supabase Auth answers (v2, API version 2024-01-01). All else is the embedded one's.
 * `env` is what the API reads.
 */
export async function startRealAuth(target: string, secret: string) {
  const users = new Map<string, Factor[]>();
  const bans: { readonly id: string; readonly duration: string; readonly authorization: string }[] = [];

  const sign = (sub: string, claims: Claims = {}): Promise<string> =>
    new SignJWT({
      role: 'authenticated',
      aud: 'authenticated',
      session_id: crypto.randomUUID(),
      aal: 'aal1',
      ...claims,
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(sub)
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));

  const ban = (id: string, duration: string, authorization: string) => {
    if (!users.has(id)) return failed('user_not_found', 404);
    bans.push({ id, duration, authorization });
    return done({ id, aud: 'authenticated', role: 'authenticated' });
  };

  const enrol = (factors: Factor[], friendly_name: string, isAssured: boolean) => {
    if (!isAssured && factors.some(({ status }) => status === 'verified')) return failed('insufficient_aal', 403);
    if (factors.some((factor) => factor.friendly_name === friendly_name))
      return failed('mfa_factor_name_conflict', 422);
    const id = crypto.randomUUID();
    factors.push({ id, friendly_name, status: 'unverified' });
    const totp = { qr_code: '<svg/>', secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/example' };
    return done({ id, type: 'totp', friendly_name, totp });
  };

  const use = async (
    factor: Factor,
    action: string,
    claims: Claims,
    body: { code?: string; challenge_id?: string },
  ) => {
    if (action === 'challenge')
      return done({ id: factor.id, type: 'totp', expires_at: Math.floor(Date.now() / 1000) + 300 });
    if (body.challenge_id !== factor.id) return failed('mfa_challenge_expired', 422);
    if (body.code !== CODE) return failed('mfa_verification_failed', 422);
    factor.status = 'verified';
    const access_token = await sign(String(claims['sub']), { session_id: claims['session_id'], aal: 'aal2' });
    return done({ access_token, refresh_token: crypto.randomUUID(), token_type: 'bearer', expires_in: 3600, user: {} });
  };

  const answer = async (incoming: IncomingMessage, path: string, authorization: string) => {
    const { method } = incoming;
    const body = method === 'GET' || method === 'DELETE' ? {} : JSON.parse((await text(incoming)) || '{}');
    const banned = /^\/admin\/users\/([\w-]+)$/.exec(path)?.[1];
    if (banned !== undefined) return ban(banned, body.ban_duration, authorization);
    const claims: Claims = decodeJwt(authorization.replace('Bearer ', ''));
    const factors = users.get(String(claims['sub'])) ?? [];
    const isAssured = claims['aal'] === 'aal2';
    if (path === '/user') {
      const created_at = new Date().toISOString();
      return done({ id: claims['sub'], factors: factors.map((one) => ({ ...one, factor_type: 'totp', created_at })) });
    }
    if (path === '/factors') return enrol(factors, body.friendly_name, isAssured);
    const [, , id, action = ''] = path.split('/');
    const factor = factors.find((one) => one.id === id);
    if (factor === undefined) return failed('mfa_factor_not_found', 404);
    if (method !== 'DELETE') return use(factor, action, claims, body);
    if (factor.status === 'verified' && !isAssured) return failed('insufficient_aal', 422);
    factors.splice(factors.indexOf(factor), 1);
    return done({ id });
  };

  const passOn = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { hostname, port } = new URL(target);
    const { method, url: path, headers } = incoming;
    const onward = send({ hostname, port, method, path, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };

  const server = createServer(async (incoming, outgoing) => {
    const path = /^\/auth\/v1(\/(?:admin|factors|user)\b[^?]*)/.exec(incoming.url ?? '')?.[1];
    if (path === undefined) return passOn(incoming, outgoing);
    const { status, body } = await answer(incoming, path, incoming.headers.authorization ?? '');
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    SUPABASE_URL: url,
    SUPABASE_JWT_ISSUER: issuer,
    SUPABASE_JWT_SECRET: secret,
    SUPABASE_JWKS_URL: '',
  };
  return { env, code: CODE, bans, sign, add: (id: string): void => void users.set(id, []), stop };
}
