import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { parseResourceArguments } from '../../lib/resource-arguments.ts';
import { resourcePath } from '../../lib/resource-options.ts';
import type { MatrixCase } from './random-resources.ts';
import type { Dev } from './start-dev.ts';

type Sample = (user: unknown, n: number) => Promise<unknown>;
type Reply = { readonly status: number; readonly body: unknown };
type User = {
  readonly call: (method: string, path: string, body?: unknown) => Promise<Reply>;
  readonly create: (path: string, body: unknown) => Promise<string>;
};

const one = z.object({ data: z.object({ id: z.string() }) });
const page = z.object({ data: z.array(z.object({ id: z.string() })) });
const token = z.object({ access_token: z.string() });
const samples = z.record(
  z.string(),
  z.custom<Sample>((value) => typeof value === 'function'),
);

const send = async (url: string, init: RequestInit): Promise<Reply> => {
  const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? null : JSON.parse(text) };
};

/** Somebody who has just signed up. */
export const newUser = async ({ api, supabase, key }: Dev): Promise<User> => {
  const account = JSON.stringify({ email: `user-${crypto.randomUUID()}@example.com`, password: crypto.randomUUID() });
  const json = { 'content-type': 'application/json' };
  const signedUp = await send(`${supabase}/auth/v1/signup`, { method: 'POST', headers: { ...json, apikey: key }, body: account }); // prettier-ignore
  const { access_token } = token.parse(signedUp.body);
  const call: User['call'] = (method, path, body) =>
    send(`${api}${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, ...(body === undefined ? {} : json) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    call,
    create: async (path, body) => {
      const { status, body: answer } = await call('POST', path, body);
      if (status !== 201) throw new Error(`POST ${path} was answered with ${status}: ${JSON.stringify(answer)}`);
      return one.parse(answer).data.id;
    },
  };
};

const sampleOf = async (project: string, kebab: string): Promise<Sample> => {
  const file = pathToFileURL(join(project, `test/samples/${kebab}.sample.ts`)).href;
  const [found] = Object.values(samples.parse({ ...(await import(file)) }));
  if (found === undefined) throw new Error(`${file} exports no sample.`);
  return found;
};

/**
 * Makes, reads, lists, replaces and deletes a row over HTTP as one user, and tries to read it as another.
 * Its samples are those of `n` and the two numbers after it, since some values are unique.
 * @throws where a reply is not what the README promises.
 */
export const useResource = async (
  project: string,
  definition: MatrixCase,
  users: readonly [User, User],
  n: number,
): Promise<void> => {
  const { names, options } = parseResourceArguments(definition);
  const [user, other] = users;
  const sample = await sampleOf(project, names.kebab);
  const above = options.parent;
  const parent = above === null ? null : await user.create(`/v1/${above.kebabPlural}`, await (await sampleOf(project, above.kebab))(user, n + 2)); // prettier-ignore
  // What the rows of an organisation refer to is below it as well.
  const fill = (url: string): string => url.replace(/:\w+/, parent ?? '');
  const maker: User = { ...user, create: (url, body) => user.create(fill(url), body) };
  const path = fill(resourcePath(names, options));
  const expected = async (status: number, who: User, ...call: Parameters<User['call']>): Promise<unknown> => {
    const reply = await who.call(...call);
    if (reply.status === status) return reply.body;
    throw new Error(`${call[0]} ${call[1]} was answered with ${reply.status}, not ${status}: ${JSON.stringify(reply.body)}`); // prettier-ignore
  };
  const id = await user.create(path, await sample(maker, n));
  const listed = page.parse(await expected(200, user, 'GET', path));
  if (!listed.data.some((row) => row.id === id)) throw new Error(`GET ${path} does not list the new row.`);
  await expected(200, user, 'GET', `${path}/${id}`);
  await expected(200, user, 'PUT', `${path}/${id}`, await sample(maker, n + 1));
  await expected(options.publicRead ? 200 : 404, other, 'GET', `${path}/${id}`);
  await expected(options.publicRead ? 403 : 404, other, 'DELETE', `${path}/${id}`);
  await expected(204, user, 'DELETE', `${path}/${id}`);
  await expected(404, user, 'GET', `${path}/${id}`);
};
