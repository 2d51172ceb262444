import { z } from 'zod';

type Fetch = (request: Request, context: { peerAddress: string | null }) => Response | Promise<Response>;

const signedSchema = z.object({ signedUrl: z.string(), token: z.string().nullable().default(null) });

const withoutPrefix = (url: string): string => url.replace(/^\/storage\/v1/, '');

/**
 * Differences between Lite's storage API and the one of Supabase, taken out at the edge: a signed URL is answered under the
 * names and without the prefix that supabase-js expects, and with `download` it is served as an attachment.
 */
export function likeStorage(fetch: Fetch): Fetch {
  return async (request, context) => {
    const { pathname, searchParams } = new URL(request.url);
    const response = await fetch(request, context);
    const signs = /^\/storage\/v1\/object\/(upload\/)?sign\//.exec(pathname);
    if (signs === null || !response.ok) return response;
    if (request.method === 'POST') {
      const { signedUrl, token } = signedSchema.parse(await response.json());
      const url = withoutPrefix(signedUrl);
      return Response.json(signs[1] === undefined ? { signedURL: url } : { url, token });
    }
    const name = searchParams.get('download');
    if (name === null) return response;
    const headers = new Headers(response.headers);
    headers.set(
      'content-disposition',
      `attachment; filename=${encodeURIComponent(name)}; filename*=UTF-8''${encodeURIComponent(name)};`,
    );
    return new Response(response.body, { status: response.status, headers });
  };
}
