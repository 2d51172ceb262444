import { describe, expect, it } from '@jest/globals';

describe('openai', () => {
  it('answers 503 where there is no key', async () => {
    process.env['OPENAI_API_KEY'] = '';
    const { openai } = await import('../../src/clients/openai.ts');
    expect(() => openai()).toThrow(expect.objectContaining({ code: 'ai_unavailable', statusCode: 503 }));
  });
});
