import type { ChatCompletionChunk } from 'openai/resources';
import { aiFailure } from '../clients/ai-failure.ts';
import { askModels } from '../clients/ask-models.ts';
import { chatBody } from '../clients/chat-body.ts';
import { openai } from '../clients/openai.ts';
import { aiConfig } from '../config/ai.config.ts';
import type { ChatModel } from '../config/models.config.ts';
import type { AnswerPart, ToolRequest } from '../schemas/ai.schema.ts';
import { appError } from '../utils/app-error.ts';
import { safeStream } from '../utils/safe-stream.ts';
import { tokensOf } from '../utils/tokens-of.ts';
import { aiCallService, type OpenCall } from './ai-call.service.ts';

export type AnswerStream = AsyncGenerator<AnswerPart, void, undefined>;

type Reported = ChatCompletionChunk['usage'] | null;
type Chunks = AsyncIterable<ChatCompletionChunk>;

/** The name of a tool comes with its first piece, its arguments come bit by bit. */
const withPieces = (
  requests: readonly ToolRequest[],
  pieces: NonNullable<ChatCompletionChunk.Choice.Delta['tool_calls']>,
): readonly ToolRequest[] =>
  pieces.reduce((all, { index, id, function: piece }) => {
    const before = all[index] ?? { id: id ?? '', tool: '', arguments: '' };
    const tool = before.tool + (piece?.name ?? '');
    return all.toSpliced(index, 1, { ...before, tool, arguments: before.arguments + (piece?.arguments ?? '') });
  }, requests);

async function* parts(chunks: Chunks, model: ChatModel, open: OpenCall, signal: AbortSignal): AnswerStream {
  const safe = safeStream(aiConfig.AI_LINK_HOSTS);
  const seen = {
    raw: '',
    requests: [] as readonly ToolRequest[],
    usage: null as Reported,
    finish: null as string | null,
  };
  const end: { status: 'complete' | 'interrupted' | 'failed'; settled: boolean } = {
    status: 'interrupted',
    settled: false,
  };
  const settle = () => {
    end.settled = true;
    return aiCallService.settle(open, model, tokensOf(seen.usage, open.inputTokens, seen.raw), end.status);
  };
  try {
    for await (const { choices, usage } of chunks) {
      seen.usage = usage ?? seen.usage;
      const [choice] = choices;
      if (choice === undefined) continue;
      seen.finish = choice.finish_reason ?? seen.finish;
      seen.requests = withPieces(seen.requests, choice.delta.tool_calls ?? []);
      if ((choice.delta.refusal ?? null) !== null || seen.finish === 'content_filter')
        throw appError.unprocessable('ai_declined', 'The AI declines to answer this.');
      const piece = choice.delta.content ?? '';
      seen.raw += piece;
      const text = safe.push(piece);
      if (text !== '') yield { type: 'text', text };
    }
    // The SDK ends without a word where it was told to stop; and a connection may just end.
    signal.throwIfAborted();
    if (seen.finish === null) throw appError.unavailable('ai_cut_off', 'The answer broke off. Try again.');
    const rest = safe.rest();
    if (rest !== '') yield { type: 'text', text: rest };
    if (seen.requests.length > 0) yield { type: 'tools', requests: seen.requests };
    end.status = 'complete';
    yield { type: 'usage', usage: await settle() };
  } catch (thrown) {
    if (!signal.aborted) end.status = 'failed';
    throw aiFailure(thrown, signal).told;
  } finally {
    if (!end.settled) await settle();
  }
}

/** Answers that come piece by piece. */
export const aiStreamService = {
  /** Resolves once a model has begun to answer. @throws what `askModels` throws */
  async begin(open: OpenCall, signal: AbortSignal): Promise<AnswerStream> {
    const { question, chain } = open;
    const call = (model: ChatModel) =>
      openai().chat.completions.create(
        { ...chatBody(model, question), stream: true, stream_options: { include_usage: true } },
        { signal },
      );
    try {
      const { model, answer } = await askModels(chain, call, signal);
      return parts(answer, model, open, signal);
    } catch (error) {
      await aiCallService.settle(open, null, { input: 0, cached: 0, output: 0 }, 'failed');
      throw error;
    }
  },
};
