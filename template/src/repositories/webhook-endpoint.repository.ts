import { supabase } from '../clients/supabase.ts';
import type {
  WebhookDelivery,
  WebhookDeliveryQuery,
  WebhookEndpoint,
  WebhookEndpointInput,
  WebhookEndpointQuery,
} from '../schemas/webhook-endpoint.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { searchFilter } from '../utils/search-filter.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

// Not the secret, which may be written and never read.
const COLUMNS = 'id, url, events, failing_since, disabled_at, created_at';
const DELIVERY_COLUMNS = 'id, event_id, event, attempts, last_status, last_error, delivered_at, failed_at, created_at';

/** `app.webhook_endpoints` and what was sent there, as the caller: row-level security leaves them their own. */
export const webhookEndpointRepository = {
  async list({ q, ...page }: WebhookEndpointQuery): Promise<Page<WebhookEndpoint>> {
    const all = supabase.from('webhook_endpoints').select(COLUMNS);
    const found = q === null ? all : all.or(searchFilter(['url'], q));
    return keyset.page(unwrap(await keyset.apply(found, page)), page);
  },

  async get(id: string): Promise<WebhookEndpoint | null> {
    return unwrap(await supabase.from('webhook_endpoints').select(COLUMNS).eq('id', id).maybeSingle());
  },

  async create(input: WebhookEndpointInput, secret: string): Promise<WebhookEndpoint> {
    return unwrap(
      await supabase
        .from('webhook_endpoints')
        .insert({ ...input, secret })
        .select(COLUMNS)
        .single(),
    );
  },

  /** Null where there is none. */
  async enable(id: string): Promise<WebhookEndpoint | null> {
    const row = supabase.from('webhook_endpoints').update({ disabled_at: null }).eq('id', id);
    return unwrap(await row.select(COLUMNS).maybeSingle());
  },

  /** False where there is none. */
  async delete(id: string): Promise<boolean> {
    return unwrap(await supabase.from('webhook_endpoints').delete().eq('id', id).select('id').maybeSingle()) !== null;
  },

  async listDeliveries(endpointId: string, { event, ...page }: WebhookDeliveryQuery): Promise<Page<WebhookDelivery>> {
    const all = supabase.from('webhook_deliveries').select(DELIVERY_COLUMNS).eq('endpoint_id', endpointId);
    return keyset.page(unwrap(await keyset.apply(whereEqual(all, { event }), page)), page);
  },
};
