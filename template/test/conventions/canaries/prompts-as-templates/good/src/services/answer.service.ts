import { openai } from '../clients/openai.ts';
import { models } from '../config/models.config.ts';
import { summarisePrompt } from '../prompts/summarise.prompt.ts';
import { messageRepository } from '../repositories/message.repository.ts';
import { livingModel } from '../utils/living-model.ts';
import { renderPrompt } from '../utils/render-prompt.ts';

type Message = { readonly role: 'user' | 'assistant' | 'system'; readonly content: string };

const INSTRUCTIONS_MAX = 500;
const toMessage = ({ role, content }: Message): Message => ({ role, content });

export const answerService = {
  async answer(text: string, chat: readonly Message[]): Promise<string> {
    const model = livingModel(models.simple, new Date());
    const messages = renderPrompt(summarisePrompt, { text, words: 50, messages: 'none at all', content: 'a text' });
    const [system, ...rest] = messages;
    const history = chat.map((message) => ({ role: message.role, content: message.content }));
    const input = [system, ...rest, ...history.slice(-INSTRUCTIONS_MAX), { role: 'user', content: text }];
    const prompt = renderPrompt(summarisePrompt, { text, words: 5, messages: '', content: text.trim() });
    const stream = openai.responses.stream({ model, input, store: false });
    let answer = '';
    for await (const event of stream) answer += event.delta;
    await messageRepository.add([...chat.map(toMessage), { role: 'assistant', content: answer }]);
    await openai.responses.create({ model, input: prompt, instructions: messages[0]?.content ?? '' });
    await openai.chat.completions.create({ model, messages: [...messages, { role: 'user', content: `${text}` }] });
    return answer;
  },

  collect: (chunks: readonly string[]): Message => ({ role: 'assistant', content: chunks.join('') }),

  embed: (title: string, text: string) => [
    openai.embeddings.create({ model: livingModel(models.embedding, new Date()), input: `${title}\n${text}` }),
    openai.embeddings.create({ model: livingModel(models.embedding, new Date()), input: ['a fixed text'] }),
    openai.moderations.create({ model: title, input: title + text }),
  ],

  tool: (result: unknown, id: string) => ({ role: 'tool', content: JSON.stringify(result), tool_call_id: id }),
  empty: (): Message => ({ role: 'assistant', content: '' }),
};
