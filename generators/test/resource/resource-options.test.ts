import { describe, expect, it } from '@jest/globals';
import type { Generator } from '../../generators.ts';
import { generators } from '../../generators.ts';
import { usageError } from '../../lib/command-error.ts';
import { generateCommand } from '../../lib/generate-command.ts';
import { parseResourceArguments } from '../../lib/resource-arguments.ts';

/** Runs the command with generators that tell what they were given, and write nothing. */
const given = async (...args: string[]): Promise<{ code: number; seen: readonly string[]; err: string }> => {
  const seen: string[] = [];
  const errors: string[] = [];
  const telling = generators.map((generator): Generator => ({
    ...generator,
    prepare: async (received) => {
      seen.push(...received);
      throw usageError('seen', 'nothing');
    },
  }));
  const code = await generateCommand({
    args,
    generators: telling,
    cwd: import.meta.dirname,
    signal: new AbortController().signal,
    out: () => undefined,
    err: (text) => void errors.push(text),
  });
  return { code, seen, err: errors.join('\n') };
};

describe('options of a resource', () => {
  it('reach the generator in one form, wherever they stand', async () => {
    const { seen } = await given(
      '--search',
      'resource',
      '--parent',
      'customers',
      'invoice',
      '--soft-delete',
      'a:string',
    );
    expect(seen).toEqual(['invoice', 'a:string', '--soft-delete', '--parent=customers', '--search']);
  });

  it('are refused to another generator', async () => {
    const { code, seen, err } = await given('handoff', '3', 'backend', '--soft-delete');
    expect({ code, seen }).toEqual({ code: 2, seen: [] });
    expect(err).toContain('Generator handoff has no option --soft-delete.');
  });

  it('are off unless asked for', () => {
    const { options } = parseResourceArguments(['invoice', 'a:string']);
    expect(options).toEqual({
      softDelete: false,
      publicRead: false,
      parent: null,
      search: false,
      events: false,
      storage: false,
      tenant: false,
      embeddings: false,
    });
    expect(parseResourceArguments(['invoice', 'a:string', '--parent=Customer']).options.parent?.plural).toBe(
      'customers',
    );
  });

  it.each(['--parent=customers', '--public-read', '--storage'])('refuse --tenant together with %s', (option) =>
    expect(() => parseResourceArguments(['project', 'a:string', '--tenant', option])).toThrow('do not go together'),
  );

  it.each(['--parent=customers', '--tenant', '--from-table'])('refuse --embeddings together with %s', (option) =>
    expect(() => parseResourceArguments(['article', 'a:string', '--embeddings', option])).toThrow('do not go together'),
  );

  it('have events with --embeddings, and something to embed', () => {
    expect(parseResourceArguments(['article', 'a:text', '--embeddings']).options).toMatchObject({ events: true });
    expect(() => parseResourceArguments(['article', 'a:email', 'b:integer', '--embeddings'])).toThrow(
      'nothing to embed',
    );
    expect(() => parseResourceArguments(['article', 'similarity:string', '--embeddings'])).toThrow(
      'what an option adds',
    );
  });

  it('refuse the columns of an organisation as fields, with --tenant', () => {
    for (const field of ['organisation_id:uuid', 'created_by:uuid'])
      expect(() => parseResourceArguments(['project', field, '--tenant'])).toThrow('what an option adds');
    expect(parseResourceArguments(['project', 'created_by:uuid']).options.tenant).toBe(false);
  });

  it.each([['--parent'], ['--parent='], ['--parent=a/b'], ['--parents=customers'], ['--soft-delete=yes']])(
    'refuse %s',
    (option) => expect(() => parseResourceArguments(['invoice', 'a:string', option])).toThrow(),
  );
});
