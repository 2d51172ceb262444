import { applyPlan } from './apply-plan.ts';
import { commandFailure } from './command-error.ts';
import { destroyPlan } from './destroy-plan.ts';
import { withLock } from './lock.ts';
import { manifestPath, otherManifests, readManifest } from './manifest.ts';
import type { Change } from './plan.ts';
import { findLayout, type Layout } from './project-layout.ts';
import { leftovers, recover } from './recover.ts';
import { didYouMean } from './words.ts';

type Run = {
  readonly generator: string;
  readonly args: readonly string[];
  /** Where to look for the project from, upward. */
  readonly cwd: string;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  /** Told what an earlier, killed run had left and what became of it. */
  readonly onNote: (note: string) => void;
};

const unknown = async (layout: Layout, generator: string, args: readonly string[], path: string): Promise<Error> => {
  const others = await otherManifests(layout, path);
  // A field is known by its resource and its own name.
  const wordsOf = (name: string): number => ({ field: 60, relation: 3, handoff: 2 })[name] ?? 1;
  const known = others.map(({ manifest }) =>
    [manifest.generator, ...manifest.args.slice(0, wordsOf(manifest.generator)).map((arg) => arg.split(':')[0])].join(
      ' ',
    ),
  );
  const wanted = [generator, ...args].join(' ');
  return commandFailure(
    `Nothing is known of a generate ${wanted}: there is no ${path}.${didYouMean(wanted, known)}`,
    known.length === 0
      ? 'What was generated without a manifest has to be deleted by hand.'
      : `What can be taken back: ${known.join(', ')}.`,
  );
};

/**
 * Takes back what a generate wrote, all of it or nothing. A dry run ends before the writing.
 * Returns what was (or would be) done to each file, and a sentence for each migration that stays.
 * @throws command failure for everything that keeps it from doing so.
 */
export const runDestroy = async ({
  generator,
  args,
  cwd,
  dryRun,
  signal,
  onNote,
}: Run): Promise<{ changes: readonly Change[]; notes: readonly string[] }> => {
  const path = manifestPath(generator, args);
  const layout = findLayout(cwd);
  const plan = async () => {
    const found = await readManifest(layout, path);
    if (found === null) throw await unknown(layout, generator, args, path);
    return destroyPlan(layout, { path, ...found, now: new Date() });
  };
  if (dryRun) {
    if ((await leftovers(layout.project)).length === 0) return plan();
    throw commandFailure(
      'A generate is at work in this project, or was killed half-way, so a preview would be wrong.',
      'Run the command without --dry-run: it puts back what the killed one left, and says so.',
    );
  }
  return withLock(layout.project, async () => {
    for (const note of await recover(layout.project)) onNote(note);
    const planned = await plan();
    await applyPlan({ layout, writes: planned.changes, signal });
    return planned;
  });
};
