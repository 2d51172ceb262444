import { aiConfig } from '../config/ai.config.ts';
import { outliveRequest } from '../context/outlive-request.ts';
import { requestContext } from '../context/request-context.ts';
import { summariseConversationJob } from '../jobs/summarise-conversation.job.ts';
import { type chatPrompt } from '../prompts/chat.prompt.ts';
import { messageAdminRepository } from '../repositories/message-admin.repository.ts';
import type { ChatMessage, ToolRequest } from '../schemas/ai.schema.ts';
import type { Message } from '../schemas/message.schema.ts';
import type { ServerSentEvent } from '../utils/server-sent-events.ts';
import type { Ask } from './ai-call.service.ts';
import { aiService } from './ai.service.ts';
import type { AnswerStream } from './ai-stream.service.ts';
import { jobService } from './job.service.ts';
import { toolService } from './tool.service.ts';

type Emit = (event: ServerSentEvent) => Promise<void>;

/** One answer in a conversation: who asked, which message it is written into, and what the model is asked. */
export type Turn = {
  readonly userId: string;
  readonly conversationId: string;
  /** Of the assistant's message, which is in the database once `saved` is. */
  readonly messageId: string;
  readonly saved: Promise<void>;
  readonly ask: Ask<typeof chatPrompt.input>;
  /** Tokens of the conversation that are sent along. */
  readonly historyTokens: number;
};

/** Calls of tools, one after the other, in one answer. */
const MOST_ROUNDS = 5;
const SAVE_EVERY_MS = 1000;

const plain = (event: string, data: unknown): ServerSentEvent => ({ event, data, id: null });

/** What a model asked for and was told, in the form that it is sent along. */
const toldOf = ({ id, tool, arguments: given }: ToolRequest, answer: string): ChatMessage[] => [
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id, type: 'function', function: { name: tool, arguments: given } }],
  },
  { role: 'tool', tool_call_id: id, content: answer },
];

/** Runs what may be run; null where the user must be asked first. */
const answerTool = async (
  request: ToolRequest,
  { userId, messageId, saved }: Turn,
  emit: Emit,
): Promise<ChatMessage[] | null> => {
  const prepared = toolService.prepare(request);
  if (!prepared.ok) return toldOf(request, prepared.answer);
  if (!prepared.destructive) {
    await emit(plain('tool', { tool: request.tool }));
    return toldOf(request, await prepared.run());
  }
  const id = crypto.randomUUID();
  await saved;
  const call = { id, message_id: messageId, tool: request.tool, arguments: request.arguments };
  await messageAdminRepository.addToolCall(userId, call);
  await emit(plain('approval', { id, tool: request.tool, arguments: request.arguments }));
  return null;
};

export const chatTurnService = {
  toldOf,

  /** Streams an answer, does what it asks for, and keeps it, as far as it came. @throws what ended it too early */
  async run(turn: Turn, stream: AnswerStream, signal: AbortSignal, emit: Emit): Promise<void> {
    const { userId, conversationId, messageId, saved } = turn;
    const answer = { text: '', tokens: 0, savedAt: performance.now(), saving: saved };

    const save = (status: Message['status']): Promise<void> => {
      const { text: content, tokens, saving } = answer;
      answer.savedAt = performance.now();
      answer.saving = outliveRequest(async () => {
        await saved;
        // What this writes is newer than what that could not.
        await saving.catch(() => undefined);
        await messageAdminRepository.update(userId, messageId, { content, tokens, status });
      });
      return answer.saving;
    };

    const round = async (
      parts: AnswerStream,
      followUp: readonly ChatMessage[],
      left: number,
    ): Promise<Message['status']> => {
      const requests: ToolRequest[] = [];
      for await (const part of parts) {
        if (part.type === 'text') {
          answer.text += part.text;
          await emit({ event: 'token', data: { text: part.text }, id: String(answer.text.length) });
          // What cannot be kept now is kept at the end.
          if (performance.now() - answer.savedAt > SAVE_EVERY_MS) void save('streaming').catch(() => undefined);
        } else if (part.type === 'tools') requests.push(...part.requests);
        else {
          answer.tokens += part.usage.output_tokens;
          await emit(plain('usage', part.usage));
        }
      }
      const [request] = requests;
      if (request === undefined || left === 0) return 'complete';
      const told = await answerTool(request, turn, emit);
      if (told === null) return 'approval';
      const next = [...followUp, ...told];
      return round(await aiService.streamResponse({ ...turn.ask, followUp: next }, signal), next, left - 1);
    };

    try {
      await emit(plain('message', { id: messageId, conversation_id: conversationId }));
      const status = await round(stream, turn.ask.followUp ?? [], MOST_ROUNDS);
      await save(status);
      await emit(plain('done', { status }));
    } catch (error) {
      await save(signal.aborted ? 'interrupted' : 'failed');
      throw error;
    }
    if (turn.historyTokens + answer.tokens < aiConfig.AI_HISTORY_TOKENS * 0.6) return;
    await jobService
      .enqueue(summariseConversationJob, { conversation_id: conversationId })
      .catch((err: unknown) => requestContext.log()?.warn({ err }, 'A conversation could not be summed up.'));
  },
};
