type Fetch = (request: Request, context: { peerAddress: string | null }) => Response | Promise<Response>;

const ONE = 'application/vnd.pgrst.object+json';

/**
 * Lite answers a write that selects another table with it (`*,customer:customers(name)`) by an array, even where one
 * object was asked for. PostgREST gives the object, or its error PGRST116 where there is not exactly one row.
 */
export function likePostgrest(fetch: Fetch): Fetch {
  return async (request, context) => {
    const response = await fetch(request, context);
    if (!response.ok || request.headers.get('accept')?.includes(ONE) !== true) return response;
    const rows: unknown = await response.clone().json();
    if (!Array.isArray(rows)) return response;
    if (rows.length === 1) return Response.json(rows[0], { status: response.status });
    const details = `The result contains ${rows.length} rows`;
    const message = 'Cannot coerce the result to a single JSON object';
    return Response.json({ code: 'PGRST116', details, hint: null, message }, { status: 406 });
  };
}
