import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type CommandError, commandFailure } from '../lib/command-error.ts';
import { type Manifest, manifestPath, otherManifests, readManifest } from '../lib/manifest.ts';
import { type ResourceNames, resourceNames } from '../lib/names.ts';
import type { Layout } from '../lib/project-layout.ts';
import { didYouMean } from '../lib/words.ts';
import { relationText } from '../relation/relation-arguments.ts';
import { plainText } from './field-arguments.ts';

/** A resource as it was generated, and as fields and relations have changed it since. */
type KnownResource = {
  /** The arguments that would generate it as it is now. */
  readonly args: readonly string[];
  /** The migration that made its table, relative to the project; null where that was there before. */
  readonly migration: string | null;
};

const migrationOf = ({ migrations }: Layout, { files }: Manifest): string | null =>
  files.find(({ path, action }) => action === 'create' && posix.dirname(path) === migrations)?.path ?? null;

/** The fields that a manifest added to a resource, as `generate resource` takes them. */
const addedBy = ({ generator, args }: Manifest, { plural }: ResourceNames): string[] => {
  if (generator !== 'field' && generator !== 'relation') return [];
  if (resourceNames(args[0] ?? '').plural !== plural) return [];
  return generator === 'relation' ? [relationText(args)] : args.slice(1).map(plainText);
};

const unknown = async (layout: Layout, { kebab, plural }: ResourceNames): Promise<CommandError> => {
  const types = await readFile(join(layout.project, layout.app, 'src/types/database.types.ts'), 'utf8').catch(() => '');
  if (types.includes(`\n      ${plural}: {\n`))
    return commandFailure(
      `How ${plural} were generated is not known: there is no ${manifestPath('resource', [kebab])}. The table is there, so they were written by hand, or the file is lost.`,
      `Put that file back from git where it was lost. Else add the column by hand: npm run generate -- migration add_…_to_${plural}, then npm run db:types, then the schema and the repository.`,
    );
  const others = (await otherManifests(layout, '')).filter(({ manifest }) => manifest.generator === 'resource');
  const names = others.map(({ manifest }) => resourceNames(manifest.args[0] ?? '').kebab);
  return commandFailure(
    `There is no resource ${kebab}.${didYouMean(kebab, names)}`,
    names.length === 0
      ? `Generate it first, with the field in it: npm run generate -- resource ${kebab} …`
      : `Resources that were generated: ${names.join(', ')}.`,
  );
};

/**
 * What is known of a resource from the manifests of the project, but for the one at `own`.
 * @throws command failure where it was not generated.
 */
export const knownResource = async (layout: Layout, names: ResourceNames, own: string): Promise<KnownResource> => {
  const found = await readManifest(layout, manifestPath('resource', [names.kebab]));
  if (found === null) throw await unknown(layout, names);
  const others = (await otherManifests(layout, own)).map(({ manifest }) => ({
    added: addedBy(manifest, names),
    order: migrationOf(layout, manifest) ?? '',
  }));
  // A migration's name begins with its time: this is the order that they were added in.
  const later = others.toSorted((a, b) => (a.order < b.order ? -1 : 1)).flatMap(({ added }) => added);
  return { args: [...found.manifest.args, ...later], migration: migrationOf(layout, found.manifest) };
};
