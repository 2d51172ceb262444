import type { ChatCompletionRequest } from '@copilotkit/aimock';

const MARKED = /<(text-[\da-f]{8})>\n([^]*?)\n<\/\1>/g;

/** What a prompt was filled in with, in order; null where the request is of another prompt. */
export function markedInputs(request: ChatCompletionRequest, prompt: string): readonly string[] | null {
  if (!String(Reflect.get(request, 'prompt_cache_key')).startsWith(`${prompt}@`)) return null;
  const content = request.messages.at(-1)?.content;
  return typeof content === 'string' ? [...content.matchAll(MARKED)].map(([, , input = '']) => input) : null;
}
