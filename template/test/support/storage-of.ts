type Reply = { readonly status: number; readonly body: string };

/**
 * Calls the storage API as a user, past our API: `/object/files/<path>`. The path goes out as it is written, dot segments
 * included, which `fetch` would take out.
 */
export const storageOf =
  (token: string | null) =>
  async (
    method: string,
    path: string,
    body: Buffer | string | null = null,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> => {
    const { request } = await import('node:http');
    const { SUPABASE_URL = '', SUPABASE_PUBLISHABLE_KEY = '' } = process.env;
    const { hostname, port } = new URL(SUPABASE_URL);
    return new Promise((resolve, reject) => {
      const call = request(
        {
          ...{ method, hostname, port, path: `/storage/v1${path}`, timeout: 10_000 },
          headers: {
            apikey: SUPABASE_PUBLISHABLE_KEY,
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(typeof body === 'string' ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
            ...headers,
          },
        },
        (reply) => {
          const chunks: Buffer[] = [];
          reply.on('data', (chunk: Buffer) => chunks.push(chunk));
          reply.on('end', () =>
            resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(chunks).toString('latin1') }),
          );
        },
      );
      call.on('error', reject);
      call.on('timeout', () => call.destroy(new Error('no answer')));
      call.end(body ?? undefined);
    });
  };
