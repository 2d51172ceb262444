import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import type { PieceName } from '../pieces/piece-name.ts';
import { renderFiles } from '../pieces/render-files.ts';
import { clientConfig } from './client-config.ts';

type ClientRequest = { readonly name: PieceName; readonly layout: Layout };

const template = (name: string): URL => new URL(`./templates/${name}.hbs`, import.meta.url);

/**
 * Plans a client of an HTTP API: the client, its part of the configuration, the schema of its reply, and its test.
 * @throws command failure where the configuration has another form.
 */
export const clientPlan = async ({ name, layout }: ClientRequest): Promise<readonly PlannedFile[]> => [
  ...(await renderFiles(layout, { name }, [
    [`src/clients/${name.kebab}.ts`, template('client')],
    [`src/config/${name.kebab}.config.ts`, template('config')],
    [`src/schemas/${name.kebab}.schema.ts`, template('schema')],
    [`test/clients/${name.kebab}.test.ts`, template('test')],
  ])),
  ...(await clientConfig(name, layout)),
];
