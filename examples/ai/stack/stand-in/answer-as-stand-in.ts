import type { ChatCompletionRequest, FixtureResponse } from '@copilotkit/aimock';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { sampleOf } from './sample-of.ts';

/** What one file of `stack/stand-in/replies/` answers; null where the request is not for it. */
export type StandInReply = (request: ChatCompletionRequest) => FixtureResponse | null;

const folder = path.join(import.meta.dirname, 'replies');
// A project may have none.
const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.ts'));
const modules: Record<string, StandInReply>[] = await Promise.all(
  files.toSorted().map((file) => import(pathToFileURL(path.join(folder, file)).href)),
);
const replies = modules.flatMap((module) => Object.values(module));

const formatSchema = z.object({ json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }) });

// What marks the input of a user as such, which an answer need not repeat.
const MARKS = /<\/?text-[\da-f]{8}>\n?/g;

const textOf = ({ content }: ChatCompletionRequest['messages'][number]): string =>
  (typeof content === 'string' ? content : (content ?? []).map(({ text = '' }) => text).join(''))
    .replace(MARKS, '')
    .trim();

/** The tool whose name the user writes out ("list conversations" for `list_conversations`), where the request has one. */
const toolCallFor = ({ tools = [] }: ChatCompletionRequest, said: string) => {
  const named = tools.find(({ function: { name } }) => said.toLowerCase().includes(name.replaceAll('_', ' ')));
  if (named === undefined) return null;
  const { name, parameters } = named.function;
  const id = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/.exec(said)?.[0] ?? null;
  const argument = sampleOf(parameters ?? {}, { uuid: id });
  return { toolCalls: [{ name, arguments: JSON.stringify(argument) }] };
};

/**
 * An answer in place of a model's: of the first file in `replies/` that has one, else a tool that the user names, a sample of
 * the form that is asked for, or the last thing that was said, repeated. The same request has the same answer.
 */
export function answerAsStandIn(request: ChatCompletionRequest): FixtureResponse {
  for (const reply of replies) {
    const answer = reply(request);
    if (answer !== null) return answer;
  }
  const last = request.messages.at(-1);
  const said = last === undefined ? '' : textOf(last);
  if (last?.role === 'tool') return { content: `The tool answered: ${said.slice(0, 2000)}` };
  const format = formatSchema.safeParse(Reflect.get(request, 'response_format'));
  if (format.success) return { content: JSON.stringify(sampleOf(format.data.json_schema.schema, { uuid: null })) };
  return toolCallFor(request, said) ?? { content: `You said: ${said.slice(0, 2000)}` };
}
