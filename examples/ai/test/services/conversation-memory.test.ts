import { describe, expect, it } from '@jest/globals';
import { conversationMemoryService } from '../../src/services/conversation-memory.service.ts';
import { admin } from '../support/admin.ts';
import { asUser } from '../support/as-user.ts';
import { readEvents } from '../support/read-events.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startTestModel } from '../support/start-test-model.ts';

const model = startTestModel();
const test = startTestApp();

/** A conversation with so many messages of 300 tokens, the last of them the newest. */
const longTalk = async (count: number) => {
  const user = await test.newUser();
  const id = await user.create('/v1/conversations', { title: 'Long' });
  const rows = Array.from({ length: count }, (_, index) => ({
    owner_id: user.id,
    conversation_id: id,
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: `This is message ${index}.`,
    status: 'complete' as const,
    tokens: 300,
    created_at: new Date(Date.now() - (count - index) * 1000).toISOString(),
  }));
  await admin().from('messages').insert(rows);
  const say = async (content: string) =>
    readEvents(String((await user.api('POST', `/v1/conversations/${id}/messages`, { content })).body));
  const summarise = () => asUser(test.app(), user.id, () => conversationMemoryService.summarise(id));
  return { user, id, say, summarise };
};

const sent = (): string[] => (model.asked().at(-1)?.messages ?? []).map(({ content }) => String(content));

describe('a long conversation', () => {
  it('is sent along as far as it fits, the newest first', async () => {
    const { say } = await longTalk(20);
    await say('And now?');
    const history = sent().filter((text) => text.includes('This is message'));
    // 4,000 tokens are 13 messages of 300.
    expect(history).toHaveLength(13);
    expect(history[0]).toContain('This is message 7.');
    expect(history.at(-1)).toContain('This is message 19.');
  });

  it('is summed up where it has become too long, and goes on with the summary', async () => {
    const { say, summarise, user, id } = await longTalk(20);
    model.next({ content: 'They counted messages.' });
    await summarise();
    expect(sent().at(-1)).toContain('user: This is message 0.');
    // Half of what fits stays as it is: the last 6.
    expect(sent().at(-1)).toContain('This is message 13.');
    expect(sent().at(-1)).not.toContain('This is message 14.');
    await say('And now?');
    expect(sent()[1]).toContain('They counted messages.');
    const history = sent().filter((text) => text.includes('This is message'));
    expect(history).toHaveLength(6);
    expect((await user.api('GET', `/v1/conversations/${id}/messages?limit=100`)).body.data).toHaveLength(22);
  });

  it('is left alone where it is short, is gone, or is somebody else’s', async () => {
    const { summarise } = await longTalk(4);
    await summarise();
    const [{ id }, other] = [await longTalk(20), await test.newUser()];
    await asUser(test.app(), other.id, () => conversationMemoryService.summarise(id));
    await asUser(test.app(), other.id, () => conversationMemoryService.summarise(crypto.randomUUID()));
    expect(model.asked()).toEqual([]);
  });
});
