import { describe, expect, it } from '@jest/globals';
import { chatBody, type Question } from '../../src/clients/chat-body.ts';
import { models } from '../../src/config/models.config.ts';

const question: Question = {
  messages: [{ role: 'user', content: 'hello' }],
  tools: [{ type: 'function', function: { name: 'look', description: 'Looks.', parameters: {}, strict: true } }],
  form: null,
  maxOutputTokens: 500,
  prompt: 'chat@1',
  userHash: 'abc',
};

const shared = {
  messages: [{ role: 'user', content: 'hello' }],
  max_completion_tokens: 500,
  prompt_cache_key: 'chat@1',
  safety_identifier: 'abc',
  store: false,
  parallel_tool_calls: false,
};

describe('chatBody', () => {
  it('sends a model that does not reason a temperature, and no effort', () => {
    const [model] = models.simple;
    expect(chatBody(model, question)).toEqual({
      ...shared,
      model: model.model,
      temperature: 0.2,
      tools: question.tools,
    });
  });

  it('sends models that reason an effort, and neither temperature nor max_tokens, which they refuse', () => {
    for (const model of [models.simple[1], ...models.reasoning]) {
      const body = chatBody(model, { ...question, tools: [] });
      expect(body).toMatchObject({ model: model.model, reasoning_effort: model.reasoning_effort });
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['temperature']));
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['max_tokens']));
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['tools']));
    }
  });

  it('asks for no more than a model can say', () => {
    const [model] = models.simple;
    expect(chatBody(model, { ...question, maxOutputTokens: 1e9 }).max_completion_tokens).toBe(model.max_output);
  });

  it('asks for a form strictly', () => {
    const form = { name: 'tasks', schema: { type: 'object' } };
    expect(chatBody(models.simple[0], { ...question, form }).response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'tasks', schema: { type: 'object' }, strict: true },
    });
  });
});
