import { readFile } from 'node:fs/promises';
import { formatTypeScript } from './format-typescript.ts';
import type { Layout } from './project-layout.ts';

/** The part of Handlebars that Plop hands on and its types leave out. */
type Handlebars = {
  compile(source: string, options: { noEscape: boolean; strict: boolean }): (data: object) => string;
};

/** Renders a template file with data to the text of the file `path` (relative to the layout's project). */
type Render = (template: URL, data: object, path: string) => Promise<string>;

const handlebarsOf = (plop: object): Handlebars => (plop as { handlebars: Handlebars }).handlebars;

/**
 * Makes a renderer on Plop's own Handlebars. Nothing is HTML-escaped, a name that the data lacks is an error, and TypeScript
 * is formatted the way the project formats it. Plop is loaded here, since loading it takes time.
 */
export const createRenderer = async (layout: Layout): Promise<Render> => {
  const { default: nodePlop } = await import('node-plop');
  const handlebars = handlebarsOf(await nodePlop());

  return async (template, data, path) => {
    const source = await readFile(template, 'utf8');
    const text = handlebars.compile(source, { noEscape: true, strict: true })(data);
    return path.endsWith('.ts') ? formatTypeScript(layout, path, text) : text;
  };
};
