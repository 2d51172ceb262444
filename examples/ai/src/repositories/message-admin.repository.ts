import { supabaseAdmin } from '../clients/supabase-admin.ts';
import {
  memorySchema,
  type Memory,
  messageSchema,
  type Message,
  toolCallSchema,
  type ToolCall,
} from '../schemas/message.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

type NewMessage = Pick<Message, 'id' | 'role' | 'content' | 'status' | 'tokens'>;

/** What is written into conversations, as the service role: users read it and write none of it. Each method takes the owner. */
export const messageAdminRepository = {
  /** All of them or none. @throws 422 `reference_not_found` where the conversation is not the owner's */
  async add(ownerId: string, conversationId: string, messages: readonly NewMessage[]): Promise<void> {
    const now = Date.now();
    const rows = messages.map((message, index) => ({
      ...message,
      owner_id: ownerId,
      conversation_id: conversationId,
      // In their order, though they come at once.
      created_at: new Date(now + index).toISOString(),
    }));
    unwrap(await supabaseAdmin.from('messages').insert(rows));
  },

  async update(ownerId: string, id: string, changes: Partial<Pick<Message, 'content' | 'status' | 'tokens'>>) {
    const row = { ...changes, updated_at: new Date().toISOString() };
    unwrap(await supabaseAdmin.from('messages').update(row).eq('id', id).eq('owner_id', ownerId));
  },

  async addToolCall(ownerId: string, call: { id: string; message_id: string; tool: string; arguments: string }) {
    unwrap(await supabaseAdmin.from('tool_calls').insert({ ...call, owner_id: ownerId, arguments: call.arguments }));
  },

  /** Decides about a call that waits, once. Null where there is none of this owner, or it was decided before. */
  async decide(ownerId: string, id: string, status: 'approved' | 'refused'): Promise<ToolCall | null> {
    const waiting = supabaseAdmin.from('tool_calls').update({ status });
    const decided = waiting.eq('id', id).eq('owner_id', ownerId).eq('status', 'waiting');
    const row = unwrap(await decided.select('id, message_id, tool, arguments, status').maybeSingle());
    return toolCallSchema.nullable().parse(row);
  },

  /** As `messageRepository.recall`, for a job, which has no token. */
  async recall(ownerId: string, id: string, limit: number): Promise<{ memory: Memory; messages: Message[] } | null> {
    const conversation = supabaseAdmin.from('conversations').select('summary, summarised_at').eq('id', id);
    const memory = memorySchema.nullable().parse(unwrap(await conversation.eq('owner_id', ownerId).maybeSingle()));
    if (memory === null) return null;
    const all = supabaseAdmin.from('messages').select('id, role, content, status, tokens, created_at, updated_at');
    const since = all
      .eq('conversation_id', id)
      .eq('owner_id', ownerId)
      .gt('created_at', memory.summarised_at ?? '1970-01-01');
    const messages = unwrap(await since.order('created_at').limit(limit));
    return { memory, messages: messageSchema.array().parse(messages) };
  },

  /** Keeps a summary, unless another was kept meanwhile. */
  async setSummary(ownerId: string, id: string, before: Memory, summary: string, upTo: string): Promise<void> {
    const row = supabaseAdmin.from('conversations').update({ summary, summarised_at: upTo });
    const mine = row.eq('id', id).eq('owner_id', ownerId);
    const unchanged =
      before.summarised_at === null ? mine.is('summarised_at', null) : mine.eq('summarised_at', before.summarised_at);
    unwrap(await unchanged);
  },
};
