import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRenderer } from '../lib/render.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

describe('createRenderer', () => {
  let project: TempProject;
  beforeEach(() => {
    project = tempProject();
  });
  afterEach(() => project.remove());

  const render = async (template: string, data: object, path: string): Promise<string> => {
    project.write('x.hbs', template);
    return (await createRenderer(project))(pathToFileURL(join(project.project, 'x.hbs')), data, path);
  };

  it('writes text as it is, without HTML escapes', async () => {
    expect(await render('{{text}}\n', { text: `a < b && 'c' "d" = \`e\`` }, 'x.sql')).toBe(
      `a < b && 'c' "d" = \`e\`\n`,
    );
  });

  it('formats TypeScript as the project does, and nothing else', async () => {
    project.write('prettier.config.mjs', 'export default { singleQuote: true, semi: false };\n');
    const template = 'export   const a = "{{b}}" ;\n';
    expect(await render(template, { b: 'c' }, 'src/x.ts')).toBe(`export const a = 'c'\n`);
    expect(await render(template, { b: 'c' }, 'src/x.sql')).toBe('export   const a = "c" ;\n');
  });

  it('refuses a template that asks for what is not there', async () => {
    await expect(render('{{names.singlar}}', { names: { singular: 'a' } }, 'x.sql')).rejects.toThrow(/singlar/);
  });

  it('refuses to write TypeScript that does not parse', async () => {
    await expect(render('const = {{a}}', { a: 1 }, 'src/x.ts')).rejects.toThrow(/SyntaxError|expected/i);
  });
});
