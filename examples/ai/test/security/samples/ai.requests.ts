import { admin } from '../../support/admin.ts';
import type { TestUser } from '../../support/test-user.ts';
import type { RequestSamples, RowSamples } from '../support/request-sample.ts';

const newMessage = async (user: TestUser): Promise<string> => {
  const conversation_id = await user.create('/v1/conversations', { title: 'A sample' });
  const row = { role: 'assistant', content: 'A sample', status: 'complete', tokens: 1 } as const;
  const id = crypto.randomUUID();
  await admin()
    .from('messages')
    .insert({ ...row, id, owner_id: user.id, conversation_id });
  return id;
};

const newToolCall = async (user: TestUser): Promise<string> => {
  const [id, message_id] = [crypto.randomUUID(), await newMessage(user)];
  await admin()
    .from('tool_calls')
    .insert({ id, owner_id: user.id, message_id, tool: 'list_conversations', arguments: '{}' });
  return id;
};

export const aiRows: RowSamples = {
  '/v1/messages': newMessage,
  '/v1/tool-calls': newToolCall,
  '/v1/ai-calls': async (user) => {
    const id = crypto.randomUUID();
    const tokens = {
      input_tokens: 1,
      cached_tokens: 0,
      output_tokens: 1,
      cost_micros: '1',
      latency_ms: 1,
      suspicion: 0,
    };
    await admin()
      .from('ai_usage')
      .insert({ ...tokens, id, user_id: user.id, prompt: 'chat', version: 1, model: 'any', status: 'complete' });
    await admin().from('ai_feedback').insert({ usage_id: id, user_id: user.id, score: 1 });
    return id;
  },
};

export const aiRequests: RequestSamples = {
  // Decided once: each request is about another one.
  'POST /v1/tool-calls/:id/decide': async (user) => ({
    params: { id: await newToolCall(user) },
    body: { approved: false },
  }),
};
