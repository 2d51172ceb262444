import { documentAnswerConfig } from '../config/document-answer.config.ts';
import { requestContext } from '../context/request-context.ts';
import { answerFromDocumentsPrompt } from '../prompts/answer-from-documents.prompt.ts';
import type { Citation, DocumentAnswerDone, DocumentQuestion } from '../schemas/document-answer.schema.ts';
import type { SearchHit } from '../schemas/search.schema.ts';
import { appError } from '../utils/app-error.ts';
import { citedStream, type CitedPart } from '../utils/cited-stream.ts';
import type { ServerSentEvent } from '../utils/server-sent-events.ts';
import type { AnswerStream } from './ai-stream.service.ts';
import { aiService } from './ai.service.ts';
import { searchService } from './search.service.ts';

type Emit = (event: ServerSentEvent) => Promise<void>;
type Produce = (emit: Emit) => Promise<void>;

const UNKNOWN = "I don't know.";

const plain = (event: string, data: unknown): ServerSentEvent => ({ event, data, id: null });

const citationOf = (hit: SearchHit, { number, start, end }: CitedPart & { readonly type: 'citation' }): Citation => ({
  number,
  passage_id: hit.id,
  document_id: hit.document_id,
  document_name: hit.document_name,
  start: hit.start + start,
  end: hit.start + end,
  text: hit.text.slice(start, end),
});

const statusOf = (text: string, citations: number): DocumentAnswerDone['status'] => {
  if (citations > 0) return 'answered';
  return /^\s*I don[’']t know\b/i.test(text) ? 'unknown' : 'uncited';
};

const ask = (question: string, hits: readonly SearchHit[]) => ({
  prompt: answerFromDocumentsPrompt,
  input: {
    question,
    passages: hits.map(({ document_name, heading_path, text }, index) => ({
      number: index + 1,
      document: document_name.slice(0, 200),
      under: heading_path.join(' › ').slice(0, 2000),
      text,
    })),
  },
});

/** Passes on what a model says, with its citations held against the passages that it was given. */
const tell = async (stream: AnswerStream, hits: readonly SearchHit[], emit: Emit): Promise<DocumentAnswerDone> => {
  const reader = citedStream(hits);
  const seen = { text: '', citations: 0, refused: 0 };
  const pass = async (parts: readonly CitedPart[]): Promise<void> => {
    for (const part of parts) {
      const hit = part.type === 'citation' ? hits[part.number - 1] : undefined;
      if (part.type === 'refused') seen.refused += 1;
      if (part.type === 'citation' && hit !== undefined) {
        seen.citations += 1;
        await emit(plain('citation', citationOf(hit, part)));
      }
      if (part.type === 'text') {
        seen.text += part.text;
        await emit(plain('token', { text: part.text }));
      }
    }
  };
  for await (const part of stream) {
    if (part.type === 'text') await pass(reader.push(part.text));
    // It was given none: whoever made it ask for one was not its user.
    else if (part.type === 'tools')
      throw appError.unavailable('ai_invalid_answer', 'The AI gave no answer in the right form. Try again.');
    else {
      await pass(reader.rest());
      await emit(plain('usage', part.usage));
    }
  }
  const { text, citations, refused } = seen;
  return { status: statusOf(text, citations), citations, refused };
};

/** Answers from the caller's documents. */
export const documentAnswerService = {
  /**
   * Finds passages, and streams an answer that cites them. Where none is near to the question, neither by meaning nor
   * by words, no model is asked: the answer is that nobody knows. It has begun when this resolves, and goes on as the result is called.
   * @throws as `searchService.search` and `aiService.streamResponse` do; in mid-stream as well, `ai_stalled`, `ai_cut_off`,
   * `ai_declined`, `ai_invalid_answer`
   */
  async answer({ question, filter }: DocumentQuestion): Promise<Produce> {
    const { ANSWER_PASSAGES: limit, ANSWER_MIN_SIMILARITY: least } = documentAnswerConfig;
    const { hits } = await searchService.search({ query: question, limit, mode: 'hybrid', filter, expand: false });
    const isNear = hits.some(({ similarity, text_rank }) => text_rank !== null || (similarity ?? -1) >= least);
    const passages = hits.map((hit, index) => ({ ...hit, number: index + 1 }));
    if (!isNear)
      return async (emit) => {
        await emit(plain('passages', { passages }));
        await emit(plain('token', { text: UNKNOWN }));
        await emit(plain('done', { status: 'unknown', citations: 0, refused: 0 } satisfies DocumentAnswerDone));
      };
    const signal = requestContext.signal() ?? new AbortController().signal;
    const stream = await aiService.streamResponse(ask(question, hits), signal);
    return async (emit) => {
      await emit(plain('passages', { passages }));
      await emit(plain('done', await tell(stream, hits, emit)));
    };
  },
};
