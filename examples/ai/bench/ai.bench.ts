import { setTimeout as sleep } from 'node:timers/promises';
import { startAiStack } from './ai/start-ai-stack.ts';
import type { Bench, Figures } from './harness/bench.ts';
import { percentile } from './harness/percentile.ts';

const CALLS = 40;

/** Makes a call; what resolves then does the rest of it, which is not measured. */
type Call = () => Promise<() => Promise<unknown>>;

const times = async (call: Call): Promise<Figures> => {
  const found: number[] = [];
  for (const _ of Array(CALLS).keys()) {
    const started = performance.now();
    const rest = await call();
    found.push(performance.now() - started);
    await rest();
  }
  return {
    ms: percentile(
      found.toSorted((a, b) => a - b),
      0.5,
    ),
  };
};

/**
 * The same question to the same stand-in: the first word by the SDK alone, and with all that aiService does before and around
 * it; and a whole answer that is remembered.
 */
export const aiBench: Bench = {
  title:
    'How long the first word of an answer takes, by the bare SDK and by aiService, and an answer that is remembered',
  rounds: 7,
  goals: [
    { figure: 'ms', variant: 'first word, aiService', as: 'difference', bound: 'at most', value: 5 },
    { figure: 'ms', variant: 'a remembered answer', as: 'itself', bound: 'at most', value: 5 },
  ],
  async start() {
    const stack = await startAiStack();
    const { openai } = await import('../src/clients/openai.ts');
    const { chatBody } = await import('../src/clients/chat-body.ts');
    const { answerQuestionPrompt } = await import('../src/prompts/answer-question.prompt.ts');
    const { chatPrompt } = await import('../src/prompts/chat.prompt.ts');
    const { aiCallService } = await import('../src/services/ai-call.service.ts');
    const { aiService } = await import('../src/services/ai.service.ts');
    const ask = { prompt: chatPrompt, input: { summary: 'Nothing yet.', message: 'How far is the moon from here?' } };
    const { question, chain } = await stack.as(async () => aiCallService.prepare(ask));
    const body = { ...chatBody(chain[0], question), stream: true, stream_options: { include_usage: true } } as const;
    const bare: Call = async () => {
      const stream = await openai().chat.completions.create(body);
      const chunks = stream[Symbol.asyncIterator]();
      for (;;) {
        const { value, done } = await chunks.next();
        if (done === true || (value.choices[0]?.delta.content ?? '') !== '') break;
      }
      return async () => stream.controller.abort();
    };
    const ours: Call = async () => {
      const stream = await aiService.streamResponse(ask, new AbortController().signal);
      await stream.next();
      return () => stream.return();
    };
    const remembered: Call = async () => {
      await aiService.generateResponse(known);
      // What it took is written down meanwhile.
      return () => sleep(30);
    };
    const known = { prompt: answerQuestionPrompt, input: { question: 'What is the capital of France?' } };
    await stack.as(() => aiService.generateResponse(known));
    return {
      variants: {
        'first word, bare SDK': () => stack.as(() => times(bare)),
        'first word, aiService': () => stack.as(() => times(ours)),
        'a remembered answer': () => stack.as(() => times(remembered)),
      },
      stop: stack.stop,
    };
  },
};
