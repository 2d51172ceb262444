import { createClient } from '@supabase/supabase-js';
import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';
import type { Database } from '../types/database.types.ts';
import { supabaseFetch } from './supabase-fetch.ts';

/**
 * Supabase as the caller: each query carries the token of the request being handled, so row-level security applies.
 * Outside of a request, and before `app.authenticate`, a query fails instead of turning anonymous.
 */
export const supabase = createClient<Database, 'app'>(config.SUPABASE_URL, config.SUPABASE_PUBLISHABLE_KEY, {
  // A retry would make a caller wait 7 seconds for what fails anyhow; ours is told to try again (503).
  db: { schema: 'app', retry: false },
  accessToken: async () => requestContext.accessToken(),
  global: {
    fetch: async (input, init) => {
      requestContext.requireCaller();
      return supabaseFetch(input, init);
    },
  },
});
