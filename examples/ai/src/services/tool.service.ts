import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { requestContext } from '../context/request-context.ts';
import type { ToolRequest } from '../schemas/ai.schema.ts';
import { isAppError } from '../utils/app-error.ts';
import { defineTool, type Tool } from '../utils/define-tool.ts';
import { conversationQuerySchema } from '../schemas/conversation.schema.ts';
import { conversationService } from './conversation.service.ts';

const id = z.uuid().describe('The id of a conversation, as list_conversations gives it.');

/** What models may ask for, by name. There is nothing else: a name that is not here is refused. */
const tools: Readonly<Record<string, Tool>> = {
  list_conversations: defineTool({
    description: 'Lists the newest conversations of the user, with their ids and titles.',
    input: z.strictObject({}),
    destructive: false,
    run: async () => {
      const { data } = await conversationService.list(conversationQuerySchema.parse({ limit: '10' }));
      return data.map(({ id: of, title }) => ({ id: of, title }));
    },
  }),
  rename_conversation: defineTool({
    description: 'Gives a conversation of the user another title.',
    input: z.strictObject({ id, title: z.string().trim().min(1).max(255) }),
    destructive: false,
    run: ({ id: of, title }) => conversationService.replace(of, { title }, null),
  }),
  delete_conversation: defineTool({
    description: 'Deletes a conversation of the user, for good.',
    input: z.strictObject({ id }),
    destructive: true,
    run: async ({ id: of }) => {
      await conversationService.delete(of, null);
      return { deleted: of };
    },
  }),
};

/** A request of a model, looked at: it can be run, or what the model is told instead. */
export type Prepared =
  | { readonly ok: true; readonly destructive: boolean; readonly run: () => Promise<string> }
  | { readonly ok: false; readonly answer: string };

const MAX_ANSWER = 8000;

const parseArguments = (text: string): unknown => {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    // The schema refuses it, and the model is told.
    return null;
  }
};

/** Runs it, and tells what came of it in words for a model: an error is an answer too, and holds nothing of ours. */
const outcomeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    return JSON.stringify((await work) ?? null).slice(0, MAX_ANSWER);
  } catch (err) {
    requestContext.log()?.warn({ err }, 'A tool failed.');
    return JSON.stringify({ failed: isAppError(err) && err.statusCode < 500 ? err.message : 'It did not work.' });
  }
};

export const toolService = {
  /** The tools, as a model is told of them. */
  definitions: (): ChatCompletionFunctionTool[] =>
    Object.entries(tools).map(([name, { description, input }]) => {
      const { $schema: _, ...parameters } = z.toJSONSchema(input);
      return { type: 'function', function: { name, description, parameters, strict: true } };
    }),

  /** Looks at what a model asks for, before any of it is done. */
  prepare(request: ToolRequest): Prepared {
    const tool = Object.hasOwn(tools, request.tool) ? tools[request.tool] : undefined;
    if (tool === undefined) return { ok: false, answer: JSON.stringify({ failed: 'There is no such tool.' }) };
    const parsed = tool.input.safeParse(parseArguments(request.arguments));
    if (!parsed.success) return { ok: false, answer: JSON.stringify({ failed: z.prettifyError(parsed.error) }) };
    return { ok: true, destructive: tool.destructive, run: () => outcomeOf(tool.run(parsed.data)) };
  },
};
