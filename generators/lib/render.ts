import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandFailure } from './command-error.ts';
import { errorText } from './error-text.ts';
import { formatTypeScript } from './format-typescript.ts';
import type { Layout } from './project-layout.ts';

/** The part of Handlebars that Plop hands on and its types leave out. */
type Handlebars = {
  compile(source: string, options: { noEscape: boolean; strict: boolean }): (data: object) => string;
};

/** Renders a template file with data to the text of the file `path` (relative to the layout's project). */
type Render = (template: URL, data: object, path: string) => Promise<string>;

const handlebarsOf = (plop: object): Handlebars => (plop as { handlebars: Handlebars }).handlebars;

/** The project's own template where it has one (see ownTemplates), else the generator's. */
const templateFile = ({ project }: Layout, template: URL): string => {
  const given = fileURLToPath(template);
  const [, generator, name] = /([^/\\]+)[/\\]templates[/\\]([^/\\]+)$/.exec(given) ?? [];
  if (generator === undefined || name === undefined) return given;
  const own = join(project, 'templates', generator, name);
  return existsSync(own) ? own : given;
};

/** The line of a template that an error of Handlebars is about, or null. */
const lineOf = (error: unknown): string | null => {
  const line: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'lineNumber') : null;
  return typeof line === 'number' ? String(line) : (/(?:on line | - )(\d+)/.exec(errorText(error))?.[1] ?? null);
};

/**
 * Makes a renderer on Plop's own Handlebars. Nothing is HTML-escaped, a name that the data lacks is an error, and TypeScript
 * is formatted the way the project formats it. A template that the project has in `templates/<generator>/` wins. Plop is loaded
 * here, since loading it takes time.
 * @throws (the renderer) command failure with the file and the line of a template that cannot be rendered.
 */
export const createRenderer = async (layout: Layout): Promise<Render> => {
  const { default: nodePlop } = await import('node-plop');
  const handlebars = handlebarsOf(await nodePlop());

  return async (template, data, path) => {
    const file = templateFile(layout, template);
    const source = await readFile(file, 'utf8');
    const refuse = (where: string, error: unknown): Error =>
      commandFailure(
        `The template ${relative(layout.project, file)}${where}: ${errorText(error)}`,
        'Nothing was written. Mend the template, and run the command again.',
        error,
      );
    let text: string;
    try {
      text = handlebars.compile(source, { noEscape: true, strict: true })(data);
    } catch (error) {
      const line = lineOf(error);
      throw refuse(`${line === null ? '' : `:${line}`} cannot be rendered`, error);
    }
    if (!path.endsWith('.ts')) return text;
    return formatTypeScript(layout, path, text).catch((error: unknown) => {
      throw refuse(` makes no valid TypeScript of ${path}, whose line is named`, error);
    });
  };
};
