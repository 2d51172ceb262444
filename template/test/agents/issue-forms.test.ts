import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { agentFiles, textOf } from './agent-files.ts';

// What GitHub reads: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
const text = z.string().min(1);
const shown = { label: text, description: z.string().default('') };
const prefilled = { ...shown, placeholder: z.string().default(''), value: z.string().default('') };
const field = {
  id: z.string().regex(/^[\w-]+$/),
  validations: z.strictObject({ required: z.boolean() }).default({ required: false }),
};
const elementSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: text }) }),
  z.strictObject({
    ...field,
    type: z.literal('textarea'),
    attributes: z.strictObject({ ...prefilled, render: z.string().default('') }),
  }),
  z.strictObject({ ...field, type: z.literal('input'), attributes: z.strictObject(prefilled) }),
  z.strictObject({
    ...field,
    type: z.literal('dropdown'),
    attributes: z.strictObject({ ...shown, multiple: z.boolean().default(false), options: z.array(text).min(1) }),
  }),
]);
const formSchema = z.strictObject({
  name: text,
  description: text,
  title: z.string().default(''),
  labels: z.array(text),
  body: z.array(elementSchema).min(1),
});

const { top, forms } = agentFiles;
const names = forms.map(({ file }) => path.basename(file));
const parsed = async (name: string): Promise<unknown> =>
  parse(await textOf({ folder: top, file: `.github/ISSUE_TEMPLATE/${name}` }));

describe('the issue forms', () => {
  it('are a backend task, a bug, and settings that let nobody pass them by', async () => {
    expect(names).toEqual(expect.arrayContaining(['backend-task.yml', 'bug.yml', 'config.yml']));
    expect(await parsed('config.yml')).toMatchObject({ blank_issues_enabled: false });
  });

  it.each(names.filter((name) => name !== 'config.yml'))('%s has the form that GitHub reads', async (name) => {
    const { body } = formSchema.parse(await parsed(name));
    const fields = body.filter((element) => element.type !== 'markdown');
    expect(fields.length).toBeGreaterThan(0);
    const labels = fields.map(({ attributes }) => attributes.label);
    for (const values of [fields.map(({ id }) => id), labels]) expect(values).toEqual([...new Set(values)]);
  });

  it('a backend task has its labels to choose from, and a section for the API contract', async () => {
    const { labels, body } = formSchema.parse(await parsed('backend-task.yml'));
    expect(labels).toEqual(['backend']);
    expect(body).toContainEqual(
      expect.objectContaining({
        type: 'dropdown',
        attributes: expect.objectContaining({ multiple: true, options: ['backend', 'api', 'service', 'integration'] }),
      }),
    );
    const contract = body.find((element) => element.type === 'textarea' && element.id === 'contract');
    expect(contract).toMatchObject({ attributes: { label: 'API contract' }, validations: { required: true } });
    const value = contract?.type === 'textarea' ? contract.attributes.value : '';
    for (const part of ['Method', 'Path', 'Request', 'Response', 'Errors']) expect(value).toContain(`**${part}**`);
  });

  it('a backend task tells how to make its labels', async () => {
    expect(await textOf({ folder: top, file: '.github/ISSUE_TEMPLATE/backend-task.yml' })).toContain(
      'for label in backend api service integration; do gh label create "$label"; done',
    );
  });
});

it.each([/PATTERNS\.md/, /^## API contract$/m, /migration/, /row-level security.*second user/])(
  'the pull request template asks for %s',
  async (part) => {
    expect(await textOf({ folder: top, file: '.github/pull_request_template.md' })).toMatch(part);
  },
);
