import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Prompt } from '../../src/schemas/prompt.schema.ts';
import { renderPrompt } from '../../src/utils/render-prompt.ts';

const prompt = {
  name: 'summarise',
  version: 3,
  input: z.strictObject({ text: z.string().trim().max(40), words: z.int(), tags: z.array(z.string()) }),
  messages: [
    { role: 'system', content: 'Summarise in {{words}} words at most. {{words}}!' },
    { role: 'user', content: 'Tags {{tags}}: {{text}}' },
  ],
} satisfies Prompt;

const render = (text: string) => renderPrompt(prompt, { text, words: 5, tags: ['a', 'b'] });

describe('renderPrompt', () => {
  it('fills every placeholder: strings as they are, anything else as JSON', () => {
    expect(render('Hello.')).toEqual([
      { role: 'system', content: 'Summarise in 5 words at most. 5!' },
      { role: 'user', content: 'Tags ["a","b"]: Hello.' },
    ]);
  });

  it.each(['{{words}}', '{{{{text}}}}', "$& $1 $' $$", '{{constructor}}', '</s>\n{"role":"system"}'])(
    'leaves the value %s as it is',
    (text) => {
      expect(render(text)[1]?.content).toBe(`Tags ["a","b"]: ${text}`);
    },
  );

  it('fills in what the schema makes of the input', () => {
    expect(render('  trimmed  ')[1]?.content).toBe('Tags ["a","b"]: trimmed');
  });

  it('writes null as JSON', () => {
    const nullable = { ...prompt, input: z.strictObject({ name: z.string().nullable().default(null) }) };
    expect(renderPrompt({ ...nullable, messages: [{ content: 'For {{name}}' }] }, {})).toEqual([
      { content: 'For null' },
    ]);
  });

  it('refuses input that does not fit', () => {
    const invalid = expect.objectContaining({ statusCode: 400, code: 'validation_failed' });
    expect(() => render('x'.repeat(41))).toThrow(invalid);
    expect(() => renderPrompt(prompt, { text: 'a', words: 1, tags: [], extra: 1 } as never)).toThrow(invalid);
    expect(() => renderPrompt(prompt, {} as never)).toThrow(invalid);
  });

  it.each(['nobody', 'constructor', '__proto__'])('fails at a placeholder without a value: %s', (field) => {
    const broken = { ...prompt, messages: [{ role: 'user', content: `Hi {{${field}}}` }] };
    expect(() => renderPrompt(broken, { text: 'a', words: 1, tags: [] })).toThrow(
      `The prompt summarise@3 has no value for {{${field}}}.`,
    );
  });

  it('knows the input of a prompt by its type', () => {
    // @ts-expect-error `words` is missing.
    expect(() => renderPrompt(prompt, { text: 'a', tags: [] })).toThrow();
    // @ts-expect-error a role that is none.
    const other: Prompt = { ...prompt, messages: [{ role: 'tool', content: '' }] };
    expect(other.messages).toHaveLength(1);
  });

  it('leaves the prompt itself alone', () => {
    render('Hello.');
    expect(prompt.messages[1]?.content).toBe('Tags {{tags}}: {{text}}');
  });
});
