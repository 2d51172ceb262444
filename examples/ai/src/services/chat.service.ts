import { setTimeout as sleep } from 'node:timers/promises';
import { aiConfig } from '../config/ai.config.ts';
import { outliveRequest } from '../context/outlive-request.ts';
import { requestContext } from '../context/request-context.ts';
import { chatPrompt } from '../prompts/chat.prompt.ts';
import { messageAdminRepository } from '../repositories/message-admin.repository.ts';
import { messageRepository } from '../repositories/message.repository.ts';
import type { ChatMessage } from '../schemas/ai.schema.ts';
import type { Message, MessageQuery } from '../schemas/message.schema.ts';
import { appError } from '../utils/app-error.ts';
import { countTokens } from '../utils/count-tokens.ts';
import { fitHistory } from '../utils/fit-history.ts';
import type { Page } from '../utils/keyset.ts';
import { markUntrusted } from '../utils/mark-untrusted.ts';
import type { ServerSentEvent } from '../utils/server-sent-events.ts';
import { aiService } from './ai.service.ts';
import { chatTurnService, type Turn } from './chat-turn.service.ts';
import { conversationMemoryService } from './conversation-memory.service.ts';
import { conversationService } from './conversation.service.ts';
import { toolService } from './tool.service.ts';

/** Writes events; what it throws becomes the last one. */
type Produce = (emit: (event: ServerSentEvent) => Promise<void>) => Promise<void>;

const MOST_MESSAGES = 100;
const LOOK_EVERY_MS = 400;
/** An answer that nobody has written on for so long was cut off with its process. */
const ABANDONED_MS = 60_000;

/** What people said is marked as material; what the model said is its own. */
const asSaid = ({ role, content }: Message): ChatMessage => ({
  role,
  content: role === 'user' ? markUntrusted(content) : content,
});

/** What the model is sent along of a conversation. @throws 404 `conversation_not_found` */
const recall = async (conversationId: string) => {
  const found = await messageRepository.recall(conversationId, MOST_MESSAGES);
  if (found === null) throw appError.notFound('conversation');
  const said = found.messages.filter(({ content }) => content !== '');
  const summary = found.memory.summary ?? conversationMemoryService.NOTHING_YET;
  return { summary, said };
};

const tokensOf = (messages: readonly Message[]): number => messages.reduce((sum, { tokens }) => sum + tokens, 0);

const assistant = (id: string) => ({ id, role: 'assistant', content: '', status: 'streaming', tokens: 0 }) as const;

/** Begins an answer; it has begun when this resolves, and goes on as the result is called. */
const begin = async (turn: Omit<Turn, 'saved'>, save: () => Promise<void>): Promise<Produce> => {
  const signal = requestContext.signal() ?? new AbortController().signal;
  const stream = await aiService.streamResponse(turn.ask, signal);
  // Beside the first words, which do not wait for it; and also where its reader leaves at once.
  const saved = outliveRequest(save);
  // Whether it went well is asked at the end.
  saved.catch(() => undefined);
  return (emit) => chatTurnService.run({ ...turn, saved }, stream, signal, emit);
};

/** Talks in conversations. What is said is written by us alone, and read by its owner. */
export const chatService = {
  /** @throws 404 `conversation_not_found` */
  async list(conversationId: string, query: MessageQuery): Promise<Page<Message>> {
    await conversationService.get(conversationId);
    return messageRepository.list(conversationId, query);
  },

  /**
   * Says something, and streams what is answered. Neither is kept where no model begins to answer, so it can be said again.
   * @throws 404 `conversation_not_found`, and as `aiService.streamResponse` does
   */
  async say(conversationId: string, content: string): Promise<Produce> {
    const userId = requestContext.user().id;
    const { summary, said } = await recall(conversationId);
    const { kept } = fitHistory(said, aiConfig.AI_HISTORY_TOKENS);
    const [messageId, tokens] = [crypto.randomUUID(), countTokens(content)];
    const ask = {
      prompt: chatPrompt,
      input: { summary, message: content },
      history: kept.map(asSaid),
      tools: toolService.definitions(),
    };
    const mine = { id: crypto.randomUUID(), role: 'user', content, status: 'complete', tokens } as const;
    return begin({ userId, conversationId, messageId, ask, historyTokens: tokensOf(kept) + tokens }, () =>
      messageAdminRepository.add(userId, conversationId, [mine, assistant(messageId)]),
    );
  },

  /**
   * Decides about a tool that waits, once, and streams what the model says to that. An approved tool is run as the caller.
   * @throws 404 `tool_call_not_found` for what is not theirs or was decided before
   */
  async decide(toolCallId: string, approved: boolean): Promise<Produce> {
    const userId = requestContext.user().id;
    const call = await messageAdminRepository.decide(userId, toolCallId, approved ? 'approved' : 'refused');
    const message = call === null ? null : await messageRepository.get(call.message_id);
    if (call === null || message === null) throw appError.notFound('tool_call');
    const conversationId = message.conversation_id;
    const request = { id: call.id, tool: call.tool, arguments: call.arguments };
    const { summary, said } = await recall(conversationId);
    const prepared = toolService.prepare(request);
    const refused = JSON.stringify({ failed: 'The user does not want this.' });
    const answer = !prepared.ok ? prepared.answer : approved ? await prepared.run() : refused;
    const asked = said.findLastIndex(({ role }) => role === 'user');
    const { kept } = fitHistory(said.slice(0, Math.max(0, asked)), aiConfig.AI_HISTORY_TOKENS);
    const ask = {
      prompt: chatPrompt,
      input: { summary, message: said[asked]?.content ?? '' },
      history: kept.map(asSaid),
      followUp: chatTurnService.toldOf(request, answer),
      tools: toolService.definitions(),
    };
    const messageId = crypto.randomUUID();
    return begin({ userId, conversationId, messageId, ask, historyTokens: tokensOf(kept) }, () =>
      messageAdminRepository.add(userId, conversationId, [assistant(messageId)]),
    );
  },

  /**
   * Reads an answer on from a character: what there is at once, and then what comes, whichever process writes it.
   * @throws 404 `message_not_found`
   */
  async resume(messageId: string, from: number): Promise<Produce> {
    const first = await messageRepository.get(messageId);
    if (first === null) throw appError.notFound('message');
    const signal = requestContext.signal() ?? new AbortController().signal;
    return async (emit) => {
      const read = { message: first, sent: from };
      for (;;) {
        const { content, status, updated_at } = read.message;
        const text = content.slice(read.sent);
        read.sent = Math.max(read.sent, content.length);
        if (text !== '') await emit({ event: 'token', data: { text }, id: String(read.sent) });
        const isOver = status !== 'streaming' || Date.now() - Date.parse(updated_at) > ABANDONED_MS;
        if (isOver)
          return emit({ event: 'done', data: { status: status === 'streaming' ? 'interrupted' : status }, id: null });
        await sleep(LOOK_EVERY_MS, undefined, { signal });
        read.message = (await messageRepository.get(messageId)) ?? { ...read.message, status: 'interrupted' };
      }
    };
  },
};
