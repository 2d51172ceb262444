import { supabaseAdmin } from '../clients/supabase-admin.ts';
import type { Json } from '../types/database.types.ts';
import { unwrap } from '../utils/unwrap.ts';

type Message = { readonly event_id: string; readonly event: string; readonly payload: Json };
type Attempt = { readonly status: number | null; readonly problem: string | null; readonly is_last: boolean };

/** `app.webhook_deliveries`, as the service role: each method takes the owner. */
export const webhookDeliveryAdminRepository = {
  /** Adds a message for each endpoint of the owner that wants such events; once, however often. @returns the ids of the deliveries */
  async add(ownerId: string, message: Message): Promise<string[]> {
    const own = supabaseAdmin.from('webhook_endpoints').select('id').eq('owner_id', ownerId);
    const endpoints = unwrap(await own.contains('events', [message.event]).is('disabled_at', null));
    if (endpoints.length === 0) return [];
    const rows = endpoints.map(({ id }) => ({ ...message, endpoint_id: id, owner_id: ownerId }));
    const upsert = { onConflict: 'endpoint_id,event_id', ignoreDuplicates: true };
    unwrap(await supabaseAdmin.from('webhook_deliveries').upsert(rows, upsert));
    const added = supabaseAdmin.from('webhook_deliveries').select('id').eq('owner_id', ownerId);
    return unwrap(await added.eq('event_id', message.event_id)).map(({ id }) => id);
  },

  /** What is to be sent, and where; null where it was sent, or is not to be sent any more. */
  async getWaiting(ownerId: string, id: string) {
    const own = supabaseAdmin.from('webhook_deliveries').select('endpoint_id, event_id, event, payload, created_at');
    const waiting = own.eq('owner_id', ownerId).eq('id', id).is('delivered_at', null).is('failed_at', null);
    const delivery = unwrap(await waiting.maybeSingle());
    if (delivery === null) return null;
    const endpoint = supabaseAdmin.from('webhook_endpoints').select('url, secret').eq('owner_id', ownerId);
    const open = unwrap(await endpoint.eq('id', delivery.endpoint_id).is('disabled_at', null).maybeSingle());
    return open === null ? null : { ...delivery, ...open };
  },

  /** Notes an attempt (see `app.record_webhook_attempt`). True where the endpoint was switched off by it. */
  async record(ownerId: string, id: string, { status, problem, is_last }: Attempt): Promise<boolean> {
    // The generated types do not say that a function takes null.
    const answer = { status: status as number, problem: problem as string, is_last };
    return unwrap(await supabaseAdmin.rpc('record_webhook_attempt', { delivery: id, owner: ownerId, ...answer }));
  },

  /** Deletes those of before then (ISO 8601), whosever they are. */
  async deleteBefore(time: string): Promise<void> {
    unwrap(await supabaseAdmin.from('webhook_deliveries').delete().lt('created_at', time));
  },
};
