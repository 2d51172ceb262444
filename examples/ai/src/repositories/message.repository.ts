import { supabase } from '../clients/supabase.ts';
import {
  memorySchema,
  type Memory,
  type Message,
  messageSchema,
  type MessageQuery,
} from '../schemas/message.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, role, content, status, tokens, created_at, updated_at';

/** `app.messages`, as the caller, who may read their own. */
export const messageRepository = {
  async list(conversationId: string, { limit, cursor, sort, role }: MessageQuery): Promise<Page<Message>> {
    const page = { limit, cursor, sort };
    const all = supabase.from('messages').select(COLUMNS).eq('conversation_id', conversationId);
    const rows = unwrap(await keyset.apply(whereEqual(all, { role }), page));
    return keyset.page(messageSchema.array().parse(rows), page);
  },

  /** A message, and the conversation that it is part of. */
  async get(id: string): Promise<(Message & { readonly conversation_id: string }) | null> {
    const row = unwrap(
      await supabase.from('messages').select(`${COLUMNS}, conversation_id`).eq('id', id).maybeSingle(),
    );
    return row === null ? null : { ...messageSchema.parse(row), conversation_id: row.conversation_id };
  },

  /** What was said before, in short, and what was said since, at most `limit` messages, in their order. Null: no such conversation. */
  async recall(id: string, limit: number): Promise<{ readonly memory: Memory; readonly messages: Message[] } | null> {
    const [memory, messages] = await Promise.all([readMemory(id), readNewest(id, limit)]);
    if (memory === null) return null;
    const since = Date.parse(memory.summarised_at ?? '1970-01-01T00:00:00Z');
    return { memory, messages: messages.filter(({ created_at }) => Date.parse(created_at) > since) };
  },
};

const readMemory = async (id: string): Promise<Memory | null> =>
  memorySchema
    .nullable()
    .parse(unwrap(await supabase.from('conversations').select('summary, summarised_at').eq('id', id).maybeSingle()));

const readNewest = async (id: string, limit: number): Promise<Message[]> => {
  const newest = supabase
    .from('messages')
    .select(COLUMNS)
    .eq('conversation_id', id)
    .order('created_at', { ascending: false });
  return messageSchema
    .array()
    .parse(unwrap(await newest.limit(limit)))
    .toReversed();
};
