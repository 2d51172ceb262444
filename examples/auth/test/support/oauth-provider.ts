import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An account at the provider. */
export type Account = {
  readonly id: number;
  readonly login: string;
  readonly email: string;
  /** Whether the provider has seen that the address is theirs. */
  readonly verified: boolean;
};

const client = { client_id: 'test-client', client_secret: 'test-secret' };

/**
 * A sign-in service that speaks as GitHub does (authorization code, then its API), on a port of its own. Whoever comes is
 * `signedInAs.account`, and agrees to everything; null says no.
 */
export async function startOauthProvider(wanted = 0) {
  const signedInAs: { account: Account | null } = { account: null };
  const codes = new Map<string, { account: Account; redirect_uri: string }>();
  const tokens = new Map<string, Account>();

  const authorize = (query: URLSearchParams, reply: ServerResponse): void => {
    const redirect_uri = query.get('redirect_uri') ?? '';
    const back = new URL(redirect_uri);
    back.searchParams.set('state', query.get('state') ?? '');
    const { account } = signedInAs;
    if (account === null) back.searchParams.set('error', 'access_denied');
    else {
      const code = crypto.randomUUID();
      codes.set(code, { account, redirect_uri });
      back.searchParams.set('code', code);
    }
    reply.writeHead(302, { location: back.href }).end();
  };

  const json = (reply: ServerResponse, status: number, body: unknown): void => {
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  const exchange = async (request: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const given = new URLSearchParams(await text(request));
    const grant = codes.get(given.get('code') ?? '');
    codes.delete(given.get('code') ?? '');
    const isClient = Object.entries(client).every(([key, value]) => given.get(key) === value);
    if (!isClient || grant?.redirect_uri !== given.get('redirect_uri')) return json(reply, 200, { error: 'bad_code' });
    const token = crypto.randomUUID();
    tokens.set(token, grant?.account ?? { id: 0, login: '', email: '', verified: false });
    json(reply, 200, { access_token: token, token_type: 'bearer' });
  };

  const server = createServer((request, reply) => {
    const url = new URL(request.url ?? '/', 'http://provider');
    const account = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
    if (url.pathname === '/login/oauth/authorize') return authorize(url.searchParams, reply);
    if (url.pathname === '/login/oauth/access_token') return void exchange(request, reply);
    if (account === undefined) return json(reply, 401, { message: 'Bad credentials' });
    const { id, login, email, verified } = account;
    if (url.pathname === '/api/v3/user') return json(reply, 200, { id, login, name: login });
    return json(reply, 200, [{ email, verified, primary: true }]);
  });
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  const { port } = server.address() as AddressInfo;
  const toml = `[auth.external.github]\nenabled = true\nclient_id = "${client.client_id}"\nsecret = "${client.client_secret}"\nurl = "http://127.0.0.1:${port}"`;
  return { port, toml, stop, signInAs: (account: Account | null): void => void (signedInAs.account = account) };
}
