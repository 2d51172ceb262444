import { createClient } from '@supabase/supabase-js';

const accessToken = async () => null;

export const bare = createClient('http://a', 'key', { accessToken }); // bad: http-through-clients
export const empty = createClient('http://a', 'key', { accessToken, global: { headers: {} } }); // bad: http-through-clients
