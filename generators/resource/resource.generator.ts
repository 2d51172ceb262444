import { posix } from 'node:path';
import { formatTypeScript } from '../lib/format-typescript.ts';
import type { Field } from '../lib/field.ts';
import type { ResourceNames } from '../lib/names.ts';
import { noOptions, type ResourceOptions } from '../lib/resource-options.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { createRenderer } from '../lib/render.ts';
import { readDatabaseTypes, withTypes } from './database-types.ts';
import { refuseTargets } from './refuse-targets.ts';
import { resourceModel } from './resource-model.ts';

type ResourceRequest = {
  readonly names: ResourceNames;
  readonly fields: readonly Field[];
  /** None where they are left out. */
  readonly options?: ResourceOptions;
  readonly layout: Layout;
  readonly now: Date;
};

const template = (name: string): URL => new URL(`./templates/${name}.hbs`, import.meta.url);

/** Where each file of a resource goes, below the folder that holds `src/`, and the template it is made from. */
const files = (names: ResourceNames): ReadonlyArray<readonly [string, string]> => [
  [`src/schemas/${names.kebab}.schema.ts`, 'schema'],
  [`src/repositories/${names.kebab}.repository.ts`, 'repository'],
  [`src/services/${names.kebab}.service.ts`, 'service'],
  [`src/routes/v1/${names.kebabPlural}.route.ts`, 'route'],
  [`test/samples/${names.kebab}.sample.ts`, 'sample'],
  [`test/routes/v1/${names.kebabPlural}.test.ts`, 'test'],
];

/** What makes and searches the vectors of its rows. */
const embeddingFiles = ({ names, options = noOptions }: ResourceRequest): ReadonlyArray<readonly [string, string]> =>
  options.embeddings
    ? [
        [`src/repositories/${names.kebab}-vector-admin.repository.ts`, 'vector-admin-repository'],
        [`src/services/${names.kebab}-embedding.service.ts`, 'embedding-service'],
        [`src/jobs/embed-${names.kebabPlural}.job.ts`, 'embedding-job'],
      ]
    : [];

/** What happens to the rows of a resource. */
const happenings = ({ softDelete }: ResourceOptions): readonly string[] => [
  'created',
  'updated',
  'deleted',
  ...(softDelete ? ['restored'] : []),
];

/** The files of its events: where each goes, and what it says beside the resource's model. */
const eventFiles = ({ names, options = noOptions }: ResourceRequest) =>
  (options.events ? happenings(options) : []).map((verb) => {
    const own = {
      verb,
      embeds: options.embeddings && verb !== 'deleted',
      constant: `${names.stem}${verb.slice(0, 1).toUpperCase()}${verb.slice(1)}Event`,
    };
    return { file: `src/events/${names.kebab}-${verb}.event.ts`, own };
  });

/**
 * Plans a whole resource: migration, schema, repository, service, route, its sample and test, its events where asked for, and the table's types.
 * @throws command failure where a reference's table is missing, usage error where a row would have to refer to itself.
 */
export const resourcePlan = async (request: ResourceRequest): Promise<readonly PlannedFile[]> => {
  const { names, fields, options = noOptions, layout, now } = request;
  const [render, types] = await Promise.all([createRenderer(layout), readDatabaseTypes(layout)]);
  await refuseTargets(types.content, request);
  const model = resourceModel(names, fields, options);
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const migration = posix.join(layout.migrations, `${stamp}_create_${names.plural}.sql`);
  const typed = async (name: string): Promise<string> => render(template(name), model, name);
  const tables = [
    { name: names.plural, block: await typed('database-types') },
    ...(options.embeddings ? [{ name: model.vectors.table, block: await typed('database-vectors') }] : []),
  ];
  const functions = options.embeddings
    ? [
        { name: model.vectors.missing, block: await typed('database-function-missing') },
        { name: model.vectors.search, block: await typed('database-function-search') },
      ]
    : [];
  const sources = [
    { path: migration, source: 'migration', own: {} },
    ...[...files(names), ...embeddingFiles(request)].map(([file, source]) => ({
      path: posix.join(layout.app, file),
      source,
      own: {},
    })),
    ...eventFiles(request).map(({ file, own }) => ({ path: posix.join(layout.app, file), source: 'event', own })),
  ];
  const rendered = sources.map(async ({ path, source, own }): Promise<PlannedFile> => {
    return { path, content: await render(template(source), { ...model, ...own }, path), kind: 'create' };
  });
  return [
    ...(await Promise.all(rendered)),
    {
      path: types.path,
      content: await formatTypeScript(layout, types.path, withTypes(types.content, tables, functions)),
      kind: 'update',
    },
  ];
};
