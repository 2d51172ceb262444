import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './project-layout.ts';

/** The part of Handlebars that Plop hands on and its types leave out. */
type Handlebars = {
  compile(source: string, options: { noEscape: boolean; strict: boolean }): (data: object) => string;
};

/** Renders a template file with data to the text of the file `path` (relative to the layout's project). */
export type Render = (template: URL, data: object, path: string) => Promise<string>;

const handlebarsOf = (plop: object): Handlebars => (plop as { handlebars: Handlebars }).handlebars;

/**
 * Makes a renderer on Plop's own Handlebars. Nothing is HTML-escaped, a name that the data lacks is an error, and TypeScript
 * is formatted the way the project formats it. Plop and Prettier are loaded here, since loading them takes a third of a second.
 */
export const createRenderer = async (layout: Layout): Promise<Render> => {
  const [{ default: nodePlop }, prettier] = await Promise.all([import('node-plop'), import('prettier')]);
  const handlebars = handlebarsOf(await nodePlop());

  return async (template, data, path) => {
    const source = await readFile(template, 'utf8');
    const text = handlebars.compile(source, { noEscape: true, strict: true })(data);
    if (!path.endsWith('.ts')) return text;
    const filepath = join(layout.project, path);
    return prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath });
  };
};
