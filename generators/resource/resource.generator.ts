import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { commandFailure, usageError } from '../lib/command-error.ts';
import { formatTypeScript } from '../lib/format-typescript.ts';
import type { Field } from '../lib/field.ts';
import type { ResourceNames } from '../lib/names.ts';
import { noOptions, type ResourceOptions } from '../lib/resource-options.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { createRenderer } from '../lib/render.ts';
import { readDatabaseTypes, withTable } from './database-types.ts';
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
    const own = { verb, constant: `${names.stem}${verb.slice(0, 1).toUpperCase()}${verb.slice(1)}Event` };
    return { file: `src/events/${names.kebab}-${verb}.event.ts`, own };
  });

/** Rows can only refer to tables that are there, and the first row of a table to none of its own. */
const refuseBadReferences = (types: string, { names, fields }: ResourceRequest): void => {
  for (const field of fields) {
    const target = field.references?.plural;
    if (target === undefined) continue;
    if (target === names.plural && !field.nullable) {
      throw usageError(
        `"${field.name}" cannot be required: the first ${names.human} would have to refer to one that is there before it.`,
        `Make it nullable: ${field.name}:references(${names.plural}):nullable`,
      );
    }
    if (target === names.plural) continue;
    if (types.includes(`\n      ${target}: {\n`)) continue;
    throw commandFailure(
      `${names.plural} cannot refer to ${target}: there is no such table.`,
      `Generate it first: npm run generate -- resource ${field.references?.kebab} name:string`,
    );
  }
};

/** A resource that is itself below another has no URL of its own, at which a row could be made to refer to. */
const refuseNested = async ({ names, fields, options = noOptions, layout }: ResourceRequest): Promise<void> => {
  const targets = [options.parent, ...fields.map(({ references }) => references)].filter((target) => target !== null);
  for (const { plural, kebabPlural } of targets) {
    const file = join(layout.project, layout.app, `src/routes/v1/${kebabPlural}.route.ts`);
    const route = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (plural === names.plural ? options.parent === null : route === null || route.includes(`'/${kebabPlural}',`))
      continue;
    throw commandFailure(
      `${names.plural} cannot refer to ${plural}: its rows stand below those of another resource.`,
      'Refer to what they stand below, or write the relation by hand: the column, its foreign key with the owner, and the tests.',
    );
  }
};

/** A parent is a table, its service and its sample. */
const refuseBadParent = (types: string, { names, options = noOptions }: ResourceRequest): void => {
  const { parent, tenant } = options;
  if (parent === null) return;
  if (tenant && !['organisations', 'memberships'].every((table) => types.includes(`\n      ${table}: {\n`)))
    throw commandFailure(
      `${names.plural} cannot belong to organisations: this project has none.`,
      'Add them first: npm run generate -- example auth',
    );
  if (parent.plural === names.plural)
    throw usageError(
      `${names.plural} cannot stand below themselves.`,
      `Refer to one: parent:references(${names.plural}):nullable`,
    );
  if (types.includes(`\n      ${parent.plural}: {\n`)) return;
  throw commandFailure(
    `${names.plural} cannot stand below ${parent.plural}: there is no such table.`,
    `Generate it first: npm run generate -- resource ${parent.kebab} name:string`,
  );
};

/**
 * Plans a whole resource: migration, schema, repository, service, route, its sample and test, its events where asked for, and the table's types.
 * @throws command failure where a reference's table is missing, usage error where a row would have to refer to itself.
 */
export const resourcePlan = async (request: ResourceRequest): Promise<readonly PlannedFile[]> => {
  const { names, fields, options = noOptions, layout, now } = request;
  const [render, types] = await Promise.all([createRenderer(layout), readDatabaseTypes(layout)]);
  refuseBadReferences(types.content, request);
  refuseBadParent(types.content, request);
  await refuseNested(request);
  const model = resourceModel(names, fields, options);
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const migration = posix.join(layout.migrations, `${stamp}_create_${names.plural}.sql`);
  const block = await render(template('database-types'), model, 'database-types');
  const sources = [
    { path: migration, source: 'migration', own: {} },
    ...files(names).map(([file, source]) => ({ path: posix.join(layout.app, file), source, own: {} })),
    ...eventFiles(request).map(({ file, own }) => ({ path: posix.join(layout.app, file), source: 'event', own })),
  ];
  const rendered = sources.map(async ({ path, source, own }): Promise<PlannedFile> => {
    return { path, content: await render(template(source), { ...model, ...own }, path), kind: 'create' };
  });
  return [
    ...(await Promise.all(rendered)),
    {
      path: types.path,
      content: await formatTypeScript(layout, types.path, withTable(types.content, names.plural, block)),
      kind: 'update',
    },
  ];
};
