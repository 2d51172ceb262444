import { supabase } from '../clients/supabase.ts';
import type { Profile, ProfileInput } from '../schemas/profile.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

const COLUMNS = 'user_id, display_name, locale, version, created_at, updated_at';

/** `app.profiles`, as the caller: row-level security leaves them their own row. */
export const profileRepository = {
  async get(userId: string): Promise<Profile | null> {
    return unwrap(await supabase.from('profiles').select(COLUMNS).eq('user_id', userId).maybeSingle());
  },

  /** Null where there is no such row, or none of that version (null: any version). */
  async update(userId: string, changes: Partial<ProfileInput>, version: number | null): Promise<Profile | null> {
    const row = supabase.from('profiles').update(changes).eq('user_id', userId);
    const matched = version === null ? row : row.eq('version', version);
    return unwrap(await matched.select(COLUMNS).maybeSingle());
  },
};
