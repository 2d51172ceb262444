import { readFile, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { commandFailure } from './command-error.ts';
import { errorCode } from './error-text.ts';
import { formatTypeScript } from './format-typescript.ts';
import { hashOf } from './journal.ts';
import { resourceNames } from './names.ts';
import type { PlannedWrite } from './plan.ts';
import type { Layout } from './project-layout.ts';
import { safePath } from './safe-path.ts';
import { type Patch, patchesOf } from './taken-back.ts';

/** One file that a generate wrote: its own, or a change to one that was there, which `undo` takes back. */
type ManifestFile = {
  readonly path: string;
  readonly action: 'create' | 'update';
  /** SHA-256 of the text as it was written. */
  readonly hash: string;
  readonly undo: readonly Patch[];
};

/** What a generate did, kept in the project (`.generated/`) and committed with it, so that it can be taken back. */
export type Manifest = {
  readonly generator: string;
  readonly args: readonly string[];
  readonly files: readonly ManifestFile[];
};

const FOLDER = '.generated';

const kebab = (text: string): string =>
  text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();

/**
 * Where the manifest of a generate is, relative to the project. A resource is known by its name, whatever its fields are;
 * everything else by its arguments, without options and without the fields that a piece is made of: `route-invoices`. A field
 * itself is known by its name, `field-invoice-notes`, and a relation by its two resources.
 * @throws usage error for a name that no resource can have.
 */
export const manifestPath = (generator: string, args: readonly string[]): string => {
  const given = args.filter((arg) => !arg.startsWith('--'));
  const named = given.filter((arg) => generator === 'field' || !arg.includes(':'));
  const plain = named.map((arg) => kebab(arg.split(':')[0] ?? ''));
  const resource = (index: number): string => resourceNames(given[index] ?? '').kebab;
  const wordsOf = (): readonly string[] => {
    if (generator === 'resource') return [resource(0)];
    if (generator === 'field') return [resource(0), ...plain.slice(1)];
    if (generator === 'relation') return [resource(0), plain[1] ?? '', resource(2)];
    return plain;
  };
  return posix.join(FOLDER, `${[generator, ...wordsOf()].join('-').slice(0, 200)}.json`);
};

/** @throws command failure where the manifest was edited by hand. Null where there is none. */
export const readManifest = async (
  { project }: Layout,
  path: string,
): Promise<{ manifest: Manifest; text: string } | null> => {
  const text = await readFile(await safePath(project, path), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  // Loaded here, since a first generate of a name need not wait for it.
  const { z } = await import('zod');
  const lines = z.array(z.string());
  const schema = z.strictObject({
    generator: z.string(),
    args: z.array(z.string()),
    files: z.array(
      z.strictObject({
        path: z.string(),
        action: z.enum(['create', 'update']),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        undo: z.array(z.strictObject({ context: lines, removed: lines, added: lines })),
      }),
    ),
  });
  try {
    return { manifest: schema.parse(JSON.parse(text)), text };
  } catch (error) {
    throw commandFailure(
      `${path} cannot be read: it is not what generate wrote there.`,
      `Put it back (\`git checkout -- ${path}\`), or delete it, and run the command again.`,
      error,
    );
  }
};

/** Every manifest of the project but one, by its path. */
export const otherManifests = async (layout: Layout, path: string): Promise<{ path: string; manifest: Manifest }[]> => {
  const names = await readdir(join(layout.project, FOLDER)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const paths = names.filter((name) => name.endsWith('.json')).map((name) => posix.join(FOLDER, name));
  const read = paths.sort().filter((other) => other !== path).map(async (other) => {
    const found = await readManifest(layout, other);
    return found === null ? [] : [{ path: other, manifest: found.manifest }];
  }); // prettier-ignore
  return (await Promise.all(read)).flat();
};

/** What a write is remembered as; `known` is what an earlier run of the same generate did to that file. */
const remembered = (
  { path, action, content, before }: PlannedWrite,
  known: ManifestFile | undefined,
): ManifestFile | null => {
  const hash = hashOf(content);
  if (action === 'unchanged') return known ?? null;
  if (before === null || known?.action === 'create') return { path, action: 'create', hash, undo: [] };
  return { path, action: 'update', hash, undo: [...(known?.undo ?? []), ...patchesOf(before, content)] };
};

/**
 * The write of a generate's manifest, to be applied together with its files: null where nothing is written. What an earlier
 * run of it wrote stays remembered.
 */
export const manifestWrite = async (
  layout: Layout,
  { generator, args, writes }: { generator: string; args: readonly string[]; writes: readonly PlannedWrite[] },
): Promise<PlannedWrite | null> => {
  if (writes.every(({ action }) => action === 'unchanged')) return null;
  const path = manifestPath(generator, args);
  const earlier = await readManifest(layout, path);
  const known = new Map((earlier?.manifest.files ?? []).map((file) => [file.path, file]));
  const written = writes.map((write) => remembered(write, known.get(write.path))).filter((file) => file !== null);
  const paths = new Set(written.map((file) => file.path));
  const files = [...written, ...[...known.values()].filter((file) => !paths.has(file.path))];
  const content = await formatTypeScript(layout, path, JSON.stringify({ generator, args, files }));
  const before = earlier?.text ?? null;
  const action = before === null ? 'create' : before === content ? 'unchanged' : 'update';
  return { path, content, action, before };
};
