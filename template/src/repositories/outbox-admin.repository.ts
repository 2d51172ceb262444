import { supabaseAdmin } from '../clients/supabase-admin.ts';
import type { OutboxEvent } from '../schemas/event.schema.ts';
import type { Json } from '../types/database.types.ts';
import { unwrap } from '../utils/unwrap.ts';

type NewEvent = {
  readonly name: string;
  readonly key: string | null;
  readonly payload: Json;
  readonly user_id: string | null;
  readonly request_id: string | null;
  readonly traceparent: string | null;
};

type Outcome = {
  readonly handled: readonly string[];
  readonly delivered_at: string | null;
  readonly last_error: string | null;
  readonly locked_until: string;
  readonly dead_at: string | null;
};

/** Writes and reads `app.outbox_events`, as the service role: no user can, whether through the API or past it. */
export const outboxAdminRepository = {
  async add(event: NewEvent): Promise<void> {
    unwrap(await supabaseAdmin.from('outbox_events').insert(event));
  },

  /** Leases what is due (see `app.claim_outbox_events`). What is not settled before the lease ends is due again. */
  async claim(batch: number, lease_seconds: number, max_attempts: number): Promise<OutboxEvent[]> {
    return unwrap(await supabaseAdmin.rpc('claim_outbox_events', { batch, lease_seconds, max_attempts }));
  },

  /** Ends a lease. False where it was lost meanwhile: another relay has the event, and what became of it is theirs to say. */
  async settle({ id, attempts }: OutboxEvent, outcome: Outcome): Promise<boolean> {
    const lease = supabaseAdmin
      .from('outbox_events')
      .update({ ...outcome, handled: [...outcome.handled] })
      .eq('id', id)
      .eq('attempts', attempts)
      .is('delivered_at', null)
      .is('dead_at', null);
    return unwrap(await lease.select('id').maybeSingle()) !== null;
  },

  /** How many events wait and how many are dead, and since when the oldest waits. */
  async backlog(signal: AbortSignal) {
    const counted = { count: 'exact' } as const;
    const [waiting, dead] = await Promise.all([
      supabaseAdmin
        .from('outbox_events')
        .select('created_at', counted)
        .is('delivered_at', null)
        .is('dead_at', null)
        .order('position')
        .limit(1)
        .abortSignal(signal),
      supabaseAdmin
        .from('outbox_events')
        .select('created_at', counted)
        .not('dead_at', 'is', null)
        .limit(1)
        .abortSignal(signal),
    ]);
    const [oldest] = unwrap(waiting);
    unwrap(dead);
    return { waiting: waiting.count ?? 0, dead: dead.count ?? 0, oldest_at: oldest?.created_at ?? null };
  },

  async deleteDelivered(before: string): Promise<void> {
    unwrap(await supabaseAdmin.from('outbox_events').delete().lt('delivered_at', before));
  },
};
