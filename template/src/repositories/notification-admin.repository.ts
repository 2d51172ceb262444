import { supabaseAdmin } from '../clients/supabase-admin.ts';
import type { Notification, NotificationRow } from '../schemas/notification.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

const COLUMNS = 'id, kind, title, body, data, read_at, created_at';

/** `app.notifications`, as the service role: each method takes the owner. */
export const notificationAdminRepository = {
  /** Adds one, unless the owner has one of this key. @returns the one that is there now */
  async add(ownerId: string, notification: NotificationRow): Promise<Notification> {
    const row = { ...notification, owner_id: ownerId };
    unwrap(
      await supabaseAdmin.from('notifications').upsert(row, { onConflict: 'owner_id,key', ignoreDuplicates: true }),
    );
    const own = supabaseAdmin.from('notifications').select(COLUMNS).eq('owner_id', ownerId);
    return unwrap(await own.eq('key', notification.key).single());
  },

  async get(ownerId: string, id: string): Promise<Notification | null> {
    const own = supabaseAdmin.from('notifications').select(COLUMNS).eq('owner_id', ownerId);
    return unwrap(await own.eq('id', id).maybeSingle());
  },

  /** The owner's address, where they have confirmed one. */
  async emailOf(ownerId: string): Promise<string | null> {
    return unwrap(await supabaseAdmin.rpc('confirmed_email', { user_id: ownerId }));
  },
};
