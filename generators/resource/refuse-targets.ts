import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandFailure, usageError } from '../lib/command-error.ts';
import { errorCode } from '../lib/error-text.ts';
import type { Field } from '../lib/field.ts';
import type { ResourceNames } from '../lib/names.ts';
import type { Layout } from '../lib/project-layout.ts';
import { holderOf, noOptions, type ResourceOptions, resourcePath } from '../lib/resource-options.ts';
import { tableColumns } from './table-columns.ts';

type Targets = {
  readonly names: ResourceNames;
  readonly fields: readonly Field[];
  readonly options?: ResourceOptions;
  readonly layout: Layout;
};

/** A relation that no generator writes. */
const byHand = ({ options = noOptions }: Targets): string =>
  `write the relation by hand: the column, its foreign key together with ${holderOf(options)}, and the tests`;

/** Rows can only refer to tables that are there, and the first row of a table to none of its own. */
const refuseBadReferences = (types: string, { names, fields }: Targets): void => {
  for (const field of fields) {
    const target = field.references?.plural;
    if (target === undefined) continue;
    if (target === names.plural && !field.nullable) {
      throw usageError(
        `"${field.name}" cannot be required: the first ${names.human} would have to refer to one that is there before it.`,
        `Make it nullable: ${field.name}:references(${names.plural}):nullable`,
      );
    }
    if (target === names.plural || tableColumns(types, target) !== null) continue;
    throw commandFailure(
      `${names.plural} cannot refer to ${target}: there is no such table.`,
      `Generate it first: npm run generate -- resource ${field.references?.kebab} name:string`,
    );
  }
};

/** A parent is a table, its service and its sample. */
const refuseBadParent = (types: string, { names, options = noOptions }: Targets): void => {
  const { parent, tenant } = options;
  if (parent === null) return;
  if (tenant && ['organisations', 'memberships'].some((table) => tableColumns(types, table) === null))
    throw commandFailure(
      `${names.plural} cannot belong to organisations: this project has none.`,
      'Add them first: npm run generate -- example auth',
    );
  if (parent.plural === names.plural)
    throw usageError(
      `${names.plural} cannot stand below themselves.`,
      `Refer to one: parent:references(${names.plural}):nullable`,
    );
  if (tableColumns(types, parent.plural) !== null) return;
  throw commandFailure(
    `${names.plural} cannot stand below ${parent.plural}: there is no such table.`,
    `Generate it first: npm run generate -- resource ${parent.kebab} name:string`,
  );
};

/** What the rows of the resource have to do with those of others: their tables by name. */
const othersOf = ({ names, fields, options = noOptions }: Targets): readonly ResourceNames[] =>
  [options.tenant ? null : options.parent, ...fields.map(({ references }) => references)]
    .filter((target) => target !== null)
    .filter(({ plural }) => plural !== names.plural);

/** The columns that a table has whose rows belong to an organisation, or to a user: a key to it carries the first one. */
const TENANT = ['organisation_id', 'created_by'];
const OWNED = ['owner_id'];

const whose = (columns: readonly string[]): string => {
  if (TENANT.every((column) => columns.includes(column))) return 'belongs to an organisation';
  return OWNED.every((column) => columns.includes(column)) ? 'belongs to a user' : 'has no owner';
};

/** A key carries whom the rows belong to, so both tables have to have the same kind of holder. */
const refuseOtherHolder = (types: string, targets: Targets): void => {
  const { names, options = noOptions } = targets;
  const needed = options.tenant ? TENANT : OWNED;
  for (const { plural, singular } of othersOf(targets)) {
    const columns = tableColumns(types, plural) ?? [];
    if (needed.every((column) => columns.includes(column))) continue;
    const isOfTenant = TENANT.every((column) => columns.includes(column));
    throw commandFailure(
      `${names.plural} cannot refer to ${plural}: a row of ${plural} ${whose(columns)}, and one of ${names.plural} ${whose(needed)}.`,
      isOfTenant
        ? `Let ${names.plural} belong to the organisation too, with --tenant and a reference: ${singular}:references.`
        : `Refer to a resource that was generated ${options.tenant ? 'with' : 'without'} --tenant, or leave the reference out.`,
    );
  }
};

const nested = (to: string, targets: Targets): Error =>
  commandFailure(
    `${targets.names.plural} cannot refer to ${to}: its rows stand below those of another resource.`,
    `Refer to what they stand below, or ${byHand(targets)}.`,
  );

/** A resource that is itself below another has no URL of its own, at which a row could be made to refer to. */
const refuseNested = async (targets: Targets): Promise<void> => {
  const { names, fields, options = noOptions, layout } = targets;
  const isSelf = fields.some(({ references }) => references?.plural === names.plural);
  if (isSelf && options.parent !== null && !options.tenant) throw nested(names.plural, targets);
  const above = { ...noOptions, parent: options.tenant ? options.parent : null };
  for (const target of othersOf(targets)) {
    const file = join(layout.project, layout.app, `src/routes/v1/${target.kebabPlural}.route.ts`);
    const route = await readFile(file, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    const path = resourcePath(target, above).replace('/v1', '');
    if (route !== null && !route.includes(`'${path}',`)) throw nested(target.plural, targets);
  }
};

/**
 * Refuses fields and options that lead to what is not there, or to rows that a key could not lead to.
 * @throws command failure, or usage error where another command was meant
 */
export const refuseTargets = async (types: string, targets: Targets): Promise<void> => {
  refuseBadReferences(types, targets);
  refuseBadParent(types, targets);
  refuseOtherHolder(types, targets);
  await refuseNested(targets);
  if (targets.options?.embeddings !== true || tableColumns(types, 'embedding_slots') !== null) return;
  throw commandFailure(
    `${targets.names.plural} cannot be searched by meaning: this project makes no vectors.`,
    'Add what makes them first: npm run generate -- example embeddings',
  );
};
