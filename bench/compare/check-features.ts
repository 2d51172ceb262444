import type { Message } from '../../template/bench/harness/send.ts';

const NO_CONTENT_LENGTH = ({ 'content-length': _, ...headers }: Message['headers']): Record<string, string> => headers;

/** That an API really has what it is measured with. @throws where something is missing */
export async function checkFeatures(name: string, url: string, message: Message): Promise<void> {
  const headers = NO_CONTENT_LENGTH(message.headers);
  const ask = (change: RequestInit): Promise<Response> =>
    fetch(`${url}${message.path}`, {
      method: message.method,
      headers,
      body: message.body,
      signal: AbortSignal.timeout(10_000),
      ...change,
    });
  const left = ({ headers: own }: Response): number => Number(own.get('ratelimit-remaining') ?? Number.NaN);
  const first = await ask({});
  const second = await ask({});
  const tampered = await ask({ headers: { ...headers, authorization: `${headers['authorization']}x` } });
  const seen = {
    created: first.status === 201,
    'security headers': first.headers.get('x-content-type-options') === 'nosniff',
    limits: left(second) < left(first),
    'a refused body': (await ask({ body: JSON.stringify({ title: '' }) })).status === 400,
    'a refused field': (await ask({ body: JSON.stringify({ title: 'A', body: '', more: 1 }) })).status === 400,
    'a refused token': tampered.status === 401,
  };
  const missing = Object.entries(seen).filter(([, is]) => !is);
  if (missing.length > 0) throw new Error(`${name} lacks ${missing.map(([what]) => what).join(', ')}.`);
}
