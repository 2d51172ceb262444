import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { startUpstream } from '../support/start-upstream.ts';

const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
// With a slash at its end, as people paste it.
Object.assign(process.env, { SUPABASE_URL: `${upstream.url}/`, SUPABASE_TIMEOUT_MS: '1500' });
const { supabaseAdmin } = await import('../../src/clients/supabase-admin.ts');
const { createSupabaseAuth } = await import('../../src/clients/supabase-auth.ts');
const { supabase } = await import('../../src/clients/supabase.ts');

beforeAll(() => {
  upstream.asked.length = 0;
});
afterEach(() => {
  upstream.asked.length = 0;
  upstream.behaviour.mode = 'pass';
});
afterAll(() => upstream.stop());

describe('supabaseFetch', () => {
  it('lets the calls of each client through', async () => {
    expect((await supabaseAdmin.from('error_logs').select('id').limit(1)).error).toBeNull();
    expect((await supabaseAdmin.rpc('record_errors', { entries: [] })).error).toBeNull();
    expect((await supabaseAdmin.storage.listBuckets()).error).toBeNull();
    expect((await supabaseAdmin.storage.from('b').download('a folder/ø (1).txt')).error?.message).not.toContain(
      'Refused',
    );
    const { error } = await createSupabaseAuth().auth.signInWithPassword({ email: 'a@example.com', password: 'wrong' });
    expect(error?.code).toBe('invalid_credentials');
    expect(upstream.asked.map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
      '/rest/v1/error_logs',
      '/rest/v1/rpc/record_errors',
      '/storage/v1/bucket',
      expect.stringMatching(/^\/storage\/v1\/object\/b\//),
      '/auth/v1/token',
    ]);
  });

  it('tells the id of the request that it serves, and none outside of one', async () => {
    const { requestContext } = await import('../../src/context/request-context.ts');
    const data = {
      requestId: 'req-3',
      log: pino({ level: 'silent' }),
      signal: AbortSignal.timeout(5000),
      caller: null,
    };
    await requestContext.run(data, async () => supabaseAdmin.from('error_logs').select('id').limit(1));
    await supabaseAdmin.from('error_logs').select('id').limit(1);
    expect(upstream.asked.map(({ headers }) => headers['x-request-id'])).toEqual(['req-3', undefined]);
  });

  it('ends a call after SUPABASE_TIMEOUT_MS, and asks only once', async () => {
    upstream.behaviour.mode = 'hang';
    const started = performance.now();
    const { error } = await supabaseAdmin.from('error_logs').select('id');
    expect(error?.message).toContain('TimeoutError');
    expect(performance.now() - started).toBeLessThan(6000);
    expect(upstream.asked).toHaveLength(1);
  });

  it('fails at once, without a retry, when the connection breaks', async () => {
    upstream.behaviour.mode = 'cut';
    const { error, status } = await supabaseAdmin.from('error_logs').select('id');
    expect({ message: error?.message, status }).toEqual({ message: 'TypeError: fetch failed', status: 0 });
    expect(upstream.asked).toHaveLength(1);
  });
});

describe('supabase', () => {
  it('fails outside of a request, instead of asking as nobody', async () => {
    const { data, error } = await supabase.from('user_roles').select();
    expect(data).toBeNull();
    expect(error?.message).toContain('There is no caller here');
    expect((await supabase.rpc('record_errors', { entries: [] })).error?.message).toContain('There is no caller here');
    expect(upstream.asked).toEqual([]);
  });
});

describe('createSupabaseAuth', () => {
  it('makes a client anew, so that no session is shared', () => {
    expect(createSupabaseAuth()).not.toBe(createSupabaseAuth());
  });
});
