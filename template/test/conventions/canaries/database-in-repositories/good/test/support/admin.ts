import { createClient } from '@supabase/supabase-js';

export const admin = () => createClient('http://a', 'key').from('invoices');
