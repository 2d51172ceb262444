import type { PostgrestFailure } from '../../src/utils/database-error.ts';

/** What a database said, and what a caller may learn of it. `details` is null unless said. */
export type RecordedReply = {
  readonly name: string;
  readonly status: number;
  readonly failure: PostgrestFailure;
  readonly expected: { readonly statusCode: number; readonly code: string; readonly details?: unknown };
};

type Row = readonly [
  name: string,
  status: number,
  failure: readonly [code: string, message: string, details: string | null, hint: string | null],
  statusCode: number,
  code: string,
  details?: unknown,
];

const replies = (rows: readonly Row[]): RecordedReply[] =>
  rows.map(([name, status, [code, message, details, hint], statusCode, expectedCode, expectedDetails = null]) => ({
    name,
    status,
    failure: { code, message, details, hint },
    expected: { statusCode, code: expectedCode, details: expectedDetails },
  }));

const unique = { constraint: 'invoices_number_key' };
const reference = { constraint: 'invoices_customer_id_fkey' };
const check = { constraint: 'invoices_total_check' };

/** As Supabase Lite 0.10 on PGlite sent them, each provoked by a real statement, and as supabase-js handed them over. */
export const liteReplies = replies([
  [
    'unique',
    409,
    ['23505', 'duplicate key value violates unique constraint "invoices_number_key"', null, null],
    409,
    'already_exists',
    unique,
  ],
  [
    'foreign key of a row that is written',
    409,
    [
      '23503',
      'insert or update on table "invoices" violates foreign key constraint "invoices_customer_id_fkey"',
      'Key is not present in table "customers".',
      null,
    ],
    422,
    'reference_not_found',
    reference,
  ],
  [
    'foreign key of a row that is deleted',
    409,
    [
      '23503',
      'update or delete on table "customers" violates foreign key constraint "invoices_customer_id_fkey" on table "invoices"',
      'Key is still referenced from table "invoices".',
      null,
    ],
    409,
    'still_referenced',
    reference,
  ],
  [
    'check',
    500,
    ['SUP', 'error: new row for relation "invoices" violates check constraint "invoices_total_check"', null, null],
    400,
    'check_violation',
    check,
  ],
  [
    'not null',
    400,
    ['23502', 'null value in column "number" of relation "invoices" violates not-null constraint', null, null],
    400,
    'value_required',
  ],
  [
    'row-level security',
    403,
    ['42501', 'new row violates row-level security policy for table "invoices"', null, null],
    403,
    'forbidden',
  ],
  ['no grant', 403, ['42501', 'permission denied for table locked', null, null], 403, 'forbidden'],
  [
    'no row for .single()',
    406,
    ['PGRST116', 'Cannot coerce the result to a single JSON object', 'The result contains 0 rows', null],
    404,
    'record_not_found',
  ],
  ['a bad uuid', 400, ['22P02', 'invalid input syntax for type uuid: "x"', null, null], 400, 'invalid_value'],
  [
    'a bad number',
    400,
    ['22P02', 'invalid input syntax for type integer: "nonsense"', null, null],
    400,
    'invalid_value',
  ],
  [
    'a number too large',
    400,
    ['22003', 'value "99999999999" is out of range for type integer', null, null],
    400,
    'invalid_value',
  ],
  [
    'a numeric too large',
    400,
    [
      '22003',
      'numeric field overflow',
      'A field with precision 12, scale 2 must round to an absolute value less than 10^10.',
      null,
    ],
    400,
    'invalid_value',
  ],
  ['a bad date', 400, ['22007', 'invalid input syntax for type date: "someday"', null, null], 400, 'invalid_value'],
  [
    'a date that does not exist',
    400,
    ['22008', 'date/time field value out of range: "2026-02-31"', null, null],
    400,
    'invalid_value',
  ],
  ['text too long', 400, ['22001', 'value too long for type character varying(3)', null, null], 400, 'invalid_value'],
  ['a NUL', 400, ['22021', 'invalid byte sequence for encoding "UTF8": 0x00', null, null], 400, 'invalid_value'],
  ["raise sqlstate 'PT409'", 409, ['PT409', 'Already sent.', 'x', null], 409, 'rejected_by_database'],
  // Lite hides the SQLSTATE of a plain raise, and what it sends could be any message: it is not passed on.
  ['raise', 500, ['SUP', 'error: This invoice was sent already.', null, null], 500, 'internal_error'],
  [
    'statement timeout',
    500,
    ['SUP', 'error: canceling statement due to statement timeout', null, null],
    504,
    'database_timeout',
  ],
  [
    'an unknown column',
    400,
    ['PGRST204', "Could not find the 'nope' column of 'invoices' in the schema cache", null, null],
    500,
    'internal_error',
  ],
  [
    'an unknown table',
    404,
    ['PGRST205', "Could not find the table 'app.nope' in the schema cache", null, null],
    500,
    'internal_error',
  ],
  [
    'a bad token',
    401,
    ['PGRST301', 'No suitable key or wrong key type', 'None of the keys was able to decode the JWT', null],
    401,
    'invalid_token',
  ],
]);

/** What supabase-js makes of a call that got no reply: recorded with Node 24's own fetch. */
export const networkFailures = replies([
  [
    'connection refused',
    0,
    [
      '',
      'TypeError: fetch failed',
      'TypeError: fetch failed\n\nCaused by: Error: connect ECONNREFUSED 127.0.0.1:54321 (ECONNREFUSED)',
      '',
    ],
    503,
    'database_unavailable',
  ],
  [
    'connection cut before the reply',
    0,
    [
      '',
      'TypeError: fetch failed',
      'TypeError: fetch failed\n\nCaused by: SocketError: other side closed (UND_ERR_SOCKET)',
      '',
    ],
    503,
    'database_unavailable',
  ],
  [
    'connection cut in the reply',
    0,
    [
      '',
      'TypeError: terminated',
      'TypeError: terminated\n\nCaused by: SocketError: other side closed (UND_ERR_SOCKET)',
      '',
    ],
    503,
    'database_unavailable',
  ],
  [
    'timeout',
    0,
    [
      '',
      'TimeoutError: The operation was aborted due to timeout',
      'TimeoutError: The operation was aborted due to timeout',
      '',
    ],
    504,
    'database_timeout',
  ],
  [
    'abort',
    0,
    [
      '',
      'AbortError: This operation was aborted',
      'AbortError: This operation was aborted',
      'Request was aborted (timeout or manual cancellation)',
    ],
    504,
    'database_timeout',
  ],
  [
    'a query without a caller',
    0,
    [
      '',
      'Error: There is no caller here: add `app.authenticate` to the route.',
      'Error: There is no caller here: add `app.authenticate` to the route.\n    at requireCaller (file:///app/src/context/request-context.ts:28:32)',
      '',
    ],
    500,
    'internal_error',
  ],
  [
    'a refused address',
    0,
    ['', "TypeError: Refused to call /auth/v1/admin/users: it is not one of Supabase's APIs.", null, ''],
    500,
    'internal_error',
  ],
]);

/**
 * As PostgREST 14 sends them. @see https://docs.postgrest.org/en/v14/references/errors.html
 * Postgres' own texts are those of its server.
 */
export const postgrestReplies = replies([
  [
    'unique',
    409,
    [
      '23505',
      'duplicate key value violates unique constraint "invoices_number_key"',
      'Key (owner_id, number)=(6d0c8f8f-5e6f-4a4b-a29d-3f6a5b8f9d00, A1) already exists.',
      null,
    ],
    409,
    'already_exists',
    unique,
  ],
  [
    'foreign key of a row that is written',
    409,
    [
      '23503',
      'insert or update on table "invoices" violates foreign key constraint "invoices_customer_id_fkey"',
      'Key (customer_id)=(11111111-1111-4111-8111-111111111111) is not present in table "customers".',
      null,
    ],
    422,
    'reference_not_found',
    reference,
  ],
  [
    'foreign key of a row that is deleted',
    409,
    [
      '23503',
      'update or delete on table "customers" violates foreign key constraint "invoices_customer_id_fkey" on table "invoices"',
      'Key (id)=(6d0c8f8f-5e6f-4a4b-a29d-3f6a5b8f9d00) is still referenced from table "invoices".',
      null,
    ],
    409,
    'still_referenced',
    reference,
  ],
  [
    'check',
    400,
    [
      '23514',
      'new row for relation "invoices" violates check constraint "invoices_total_check"',
      'Failing row contains (6d0c8f8f-5e6f-4a4b-a29d-3f6a5b8f9d00, A1, -1.00, alice@example.com).',
      null,
    ],
    400,
    'check_violation',
    check,
  ],
  [
    'not null',
    400,
    [
      '23502',
      'null value in column "id" of relation "projects" violates not-null constraint',
      'Failing row contains (null, foo, null).',
      null,
    ],
    400,
    'value_required',
  ],
  [
    'raise',
    400,
    ['P0001', 'This invoice was sent already.', 'invoice 4711 of alice', 'see the ledger'],
    400,
    'rejected_by_database',
  ],
  [
    "raise sqlstate 'PT402'",
    402,
    ['PT402', 'Payment Required', 'Quota exceeded', 'Upgrade your plan'],
    402,
    'rejected_by_database',
  ],
  ["raise sqlstate 'PT500'", 500, ['PT500', 'ledger db-17 is broken', null, null], 500, 'internal_error'],
  ["raise sqlstate 'PT200'", 200, ['PT200', 'not an error at all', null, null], 500, 'internal_error'],
  [
    'row-level security',
    403,
    ['42501', 'new row violates row-level security policy for table "invoices"', null, null],
    403,
    'forbidden',
  ],
  [
    'no grant',
    403,
    [
      '42501',
      'permission denied for table locked',
      null,
      'Grant the required privileges to the current role with: GRANT SELECT ON app.locked TO authenticated;',
    ],
    403,
    'forbidden',
  ],
  [
    'no row for .single()',
    406,
    ['PGRST116', 'Cannot coerce the result to a single JSON object', 'The result contains 0 rows', null],
    404,
    'record_not_found',
  ],
  ['an expired token', 401, ['PGRST303', 'JWT expired', null, null], 401, 'token_expired'],
  ['an expired token, before version 14', 401, ['PGRST301', 'JWT expired', null, null], 401, 'token_expired'],
  ['no token', 401, ['PGRST302', 'Anonymous access is disabled', null, null], 401, 'invalid_token'],
  [
    'statement timeout',
    500,
    ['57014', 'canceling statement due to statement timeout', null, null],
    504,
    'database_timeout',
  ],
  [
    'no free connection',
    504,
    ['PGRST003', 'Timed out acquiring connection from connection pool.', null, null],
    504,
    'database_timeout',
  ],
  [
    'no connection',
    503,
    [
      'PGRST000',
      'Database connection error. Retrying the connection.',
      'connection to server at "db.internal" (10.0.0.5), port 5432 failed: Connection refused',
      null,
    ],
    503,
    'database_unavailable',
  ],
  [
    'a connection that was lost',
    503,
    ['PGRST001', 'Database client error. Retrying the connection.', 'server closed the connection unexpectedly', null],
    503,
    'database_unavailable',
  ],
  [
    'no schema cache',
    503,
    ['PGRST002', 'Could not query the database for the schema cache. Retrying.', null, null],
    503,
    'database_unavailable',
  ],
  [
    'a shutdown',
    503,
    ['57P01', 'terminating connection due to administrator command', null, null],
    503,
    'database_unavailable',
  ],
  ['a start', 500, ['57P03', 'the database system is starting up', null, null], 503, 'database_unavailable'],
  [
    'too many connections',
    503,
    ['53300', 'remaining connection slots are reserved for roles with the SUPERUSER attribute', null, null],
    503,
    'database_unavailable',
  ],
  [
    'a connection exception',
    503,
    ['08006', 'could not receive data from client', null, null],
    503,
    'database_unavailable',
  ],
  [
    'a write conflict',
    500,
    ['40001', 'could not serialize access due to concurrent update', null, null],
    409,
    'write_conflict',
  ],
  [
    'a deadlock',
    500,
    ['40P01', 'deadlock detected', 'Process 17 waits for ShareLock on transaction 4711; blocked by process 18.', null],
    409,
    'write_conflict',
  ],
  [
    'a NUL in jsonb',
    400,
    ['22P05', 'unsupported Unicode escape sequence', '\\u0000 cannot be converted to text.', null],
    400,
    'invalid_value',
  ],
  [
    'an unknown column',
    400,
    [
      '42703',
      'column invoices.fake_col does not exist',
      null,
      'Perhaps you meant to reference the column "invoices.fake".',
    ],
    500,
    'internal_error',
  ],
  [
    'a syntax error in a filter',
    400,
    ['PGRST100', '"failed to parse logic tree (x)" (line 1, column 4)', 'unexpected "x"', null],
    500,
    'internal_error',
  ],
]);
