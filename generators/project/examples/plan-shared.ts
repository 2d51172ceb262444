import type { KitFile } from '../kit-files.ts';
import { hasOtherLineEnds, toCrlf, toLf } from '../update/line-ends.ts';
import type { Change } from '../update/plan-update.ts';
import type { ProjectFile } from '../update/project-file.ts';

export type Files = ReadonlyMap<string, KitFile>;

/** Where an example comes to a project, or leaves it. */
export type PlanExample = {
  /** The project as the kit composes it now, and as it would with the other examples. */
  base: Files;
  theirs: Files;
  /** What is added, or taken out. */
  examples: readonly string[];
  project: string;
  read: (path: string) => Promise<ProjectFile>;
  /** The SHA-256 of each file as the project got it. */
  recorded: Readonly<Record<string, string>>;
  /** Paths of the migrations that the project has. */
  migrations: readonly string[];
  now: Date;
  scratch: string;
  signal: AbortSignal;
};

/** What would be written, what stands in the way of it, and what the reader should know; one line each. */
export type ExamplePlan = { changes: readonly Change[]; problems: readonly string[]; notes: readonly string[] };

export const ENV = '.env.example';
export const TYPES = 'src/types/database.types.ts';

export const textIn = (files: Files, path: string): string => Buffer.from(files.get(path)?.bytes ?? []).toString();

/** The files that are the examples' own: not those that they share with the project. */
export const ownFiles = (files: Files): Files => new Map([...files].filter(([path]) => path !== ENV && path !== TYPES));

/** Changes a text of the project, whatever its line ends; null where nothing changes. `change` gets '' where there is no file. */
export const changeText = (path: string, found: ProjectFile, edit: (text: string) => string): Change | null => {
  const ours = found.kind === 'file' ? found.file : { bytes: Buffer.alloc(0), executable: false };
  const crlf = hasOtherLineEnds(ours, null);
  const before = Buffer.from((crlf ? toLf(ours) : ours).bytes).toString();
  const after = edit(before);
  if (after === before) return null;
  const file = { ...ours, bytes: Buffer.from(after) };
  const kind = found.kind === 'file' ? 'updated' : 'added';
  return { path, kind, note: null, writes: [{ path, file: crlf ? toCrlf(file) : file }] };
};

/** A text of the project, with LF. */
export const textHere = (found: ProjectFile): string =>
  found.kind === 'file' ? Buffer.from(toLf(found.file).bytes).toString() : '';
