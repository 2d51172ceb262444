import type { Generator } from '../generators.ts';
import { applyPlan } from './apply-plan.ts';
import { checkWritten } from './check-written.ts';
import { commandFailure, isCommandError } from './command-error.ts';
import { filesToFollow } from './files-to-follow.ts';
import { withLock } from './lock.ts';
import { manifestWrite } from './manifest.ts';
import { migrationTime } from './migration-time.ts';
import { type PlannedWrite, previewPlan } from './plan.ts';
import { findLayout } from './project-layout.ts';
import { leftovers, recover } from './recover.ts';

type Run = {
  readonly generator: Generator;
  readonly args: readonly string[];
  /** Where to look for the project from, upward. */
  readonly cwd: string;
  readonly dryRun: boolean;
  readonly force: boolean;
  /** What becomes of files that lint or the type check refuses: they are taken back, kept, or not looked at. */
  readonly check: 'undo' | 'keep' | 'none';
  readonly signal: AbortSignal;
  /** Told what is about to be written, before it is. */
  readonly onPreview: (writes: readonly PlannedWrite[]) => void;
  /** Told what an earlier, killed run had left and what became of it. */
  readonly onNote: (note: string) => void;
};

const refuseConflicts = (writes: readonly PlannedWrite[]): void => {
  const overwrites = writes.filter(({ action }) => action === 'overwrite');
  const conflicts = overwrites.map(({ path, conflicts: lines = [] }) =>
    [`  ${path}`, ...lines.map((line) => `${path}:${line}`)].join('\n    '),
  );
  if (conflicts.length === 0) return;
  if (overwrites.every(({ conflicts: lines = [] }) => lines.length > 0))
    throw commandFailure(
      `These files were edited in lines that would change, so nothing was written:\n${conflicts.join('\n')}`,
      'Put these lines back to what was generated, and edit them again afterwards. --force --dry-run shows what --force would make of them.',
    );
  throw commandFailure(
    `These files exist with other content, so nothing was written:\n${conflicts.join('\n')}`,
    'Go on with what is there, or choose another name. To overwrite it, look at what is lost with --force --dry-run, then use --force.',
  );
};

const andKept = (error: unknown): never => {
  if (!isCommandError(error)) throw error;
  const next = 'Mend them, or take them back with `npm run destroy` while they are as they were generated.';
  throw commandFailure(`${error.message}\n\nThe files were kept.`, next, error);
};

/**
 * Runs a generator: plans, compares with what is there, and writes all or nothing. A dry run ends before the writing.
 * Returns what was (or would be) done to each file, the files that each follows, and the next steps.
 * @throws usage error for bad arguments; command failure for everything that keeps it from writing.
 */
export const runGenerator = async ({
  generator,
  args: given,
  cwd,
  dryRun,
  force,
  check,
  signal,
  onPreview,
  onNote,
}: Run) => {
  const args = (await generator.expand?.(given, findLayout(cwd))) ?? given;
  const { plan, next } = await generator.prepare(args);
  const layout = findLayout(cwd);
  const preview = async (): Promise<readonly PlannedWrite[]> => {
    const planned = await previewPlan(layout, await plan(layout, await migrationTime(layout, new Date())));
    if (!force) refuseConflicts(planned);
    const manifest = await manifestWrite(layout, { generator: generator.name, args, writes: planned });
    const writes = manifest === null ? planned : [...planned, manifest];
    onPreview(writes);
    return writes;
  };

  const result = async (writes: readonly PlannedWrite[]) => ({
    writes,
    next,
    following: await filesToFollow(layout, writes, onNote),
  });

  if (dryRun) {
    if ((await leftovers(layout.project)).length === 0) return result(await preview());
    throw commandFailure(
      'A generate is at work in this project, or was killed half-way, so a preview would be wrong.',
      'Run the command without --dry-run: it puts back what the killed one left, and says so.',
    );
  }
  return withLock(layout.project, async () => {
    for (const note of await recover(layout.project)) onNote(note);
    const writes = await preview();
    const checked = async (): Promise<void> => {
      const note = await checkWritten(layout, writes, signal);
      if (note !== null) onNote(note);
    };
    await applyPlan({ layout, writes, signal, ...(check === 'undo' ? { check: checked } : {}) });
    if (check === 'keep') await checked().catch(andKept);
    return result(writes);
  });
};
