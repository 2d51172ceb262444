import { supabase } from '../clients/supabase.ts';
import type { Notification, NotificationQuery } from '../schemas/notification.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { searchFilter } from '../utils/search-filter.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, kind, title, body, data, read_at, created_at';

/** `app.notifications`, as the caller: row-level security leaves them their own, of which they may write `read_at`. */
export const notificationRepository = {
  async list({ limit, cursor, sort, q, unread, kind }: NotificationQuery): Promise<Page<Notification>> {
    const page = { limit, cursor, sort };
    const all = whereEqual(supabase.from('notifications').select(COLUMNS), { kind });
    const seen = unread === null ? all : unread ? all.is('read_at', null) : all.not('read_at', 'is', null);
    const found = q === null ? seen : seen.or(searchFilter(['title', 'body'], q));
    return keyset.page(unwrap(await keyset.apply(found, page)), page);
  },

  /** Null where there is none. The database keeps the time of the first reading. */
  async markRead(id: string): Promise<Notification | null> {
    const read_at = new Date().toISOString();
    return unwrap(await supabase.from('notifications').update({ read_at }).eq('id', id).select(COLUMNS).maybeSingle());
  },

  /** @returns how many were unread */
  async markAllRead(): Promise<number> {
    const read_at = new Date().toISOString();
    const unread = supabase.from('notifications').update({ read_at }, { count: 'exact' }).is('read_at', null);
    const { count, ...result } = await unread;
    unwrap(result);
    return count ?? 0;
  },
};
