import { resolve, sep } from 'node:path';
import { checks } from '../checks.ts';
import { migrationsCheck } from '../checks/migrations.check.ts';
import { recordPromptVersions } from '../checks/prompts.check.ts';
import type { Finding } from '../finding.ts';
import { findProject, type Project } from '../project.ts';
import {
  applyBaseline,
  BASELINE,
  type Baseline,
  grownBaseline,
  isFinding,
  readBaseline,
  writeBaseline,
} from './baseline.ts';
import { checkFindings } from './check-findings.ts';
import { eslintFindings } from './eslint-findings.ts';
import { formattingFindings } from './formatting-findings.ts';

type Options = {
  /** What is linted: the project, or the kit. Absolute. */
  readonly cwd: string;
  /** The folder of `src/`: absolute. */
  readonly root: string;
  /** Relative to `cwd`; none for all of it, with what concerns the project as a whole. */
  readonly files: readonly string[];
  readonly fix: boolean;
  /** Records the violations that are left, instead of failing for them. */
  readonly baseline: boolean;
};

const byPlace = (a: Finding, b: Finding): number =>
  a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;

/** What is wrong with those of the files that are migrations: what one does is known from all that precede it. */
async function migrationFindings({ cwd, files }: Options, project: Project): Promise<Finding[]> {
  if (files.every((file) => /\.[cm]?[jt]sx?$/.test(file))) return [];
  const named = files.map((file) => resolve(cwd, file));
  const isNamed = ({ file }: Finding): boolean => named.some((name) => file === name || file.startsWith(name + sep));
  return (await checkFindings([migrationsCheck], project)).filter(isNamed);
}

async function findAll(options: Options): Promise<Finding[]> {
  const { cwd, root, files, fix } = options;
  const whole = files.length === 0;
  const names = whole ? ['.'] : files;
  const project = findProject(root);
  if (whole && fix) await recordPromptVersions(project);
  const parts: Promise<Finding[]>[] = [eslintFindings({ cwd, files: names, fix, cache: true })];
  parts.push(whole ? checkFindings(checks, project) : migrationFindings(options, project));
  // Two writers of one file would lose the work of one.
  if (fix) await Promise.all(parts);
  parts.push(formattingFindings(cwd, names, fix));
  return (await Promise.all(parts)).flat().sort(byPlace);
}

function ofFiles(baseline: Baseline, { cwd, files }: Options, findings: readonly Finding[]): Finding[] {
  const left = applyBaseline(cwd, findings, baseline);
  // A run of some files has not seen what the others have left.
  return files.length === 0 ? left : left.filter(({ rule }) => rule !== 'baseline');
}

/**
 * Everything that `npm run lint` looks at: ESLint, the checks, the formatting; less what the baseline accepts.
 * @returns the findings that are left, by file and line, and, after `baseline`, a sentence on what was recorded
 */
export async function lintProject(options: Options): Promise<{ findings: Finding[]; recorded: string | null }> {
  const { cwd } = options;
  const found = await findAll(options);
  const earlier = readBaseline(resolve(cwd));
  if (isFinding(earlier)) return { findings: [...found, earlier], recorded: null };
  if (options.baseline) {
    const now = writeBaseline(cwd, found, earlier);
    const counts = Object.values(now).flatMap((rules) => Object.values(rules));
    const sum = counts.reduce((total, one) => total + one, 0);
    const recorded =
      sum === 0
        ? `Nothing to record: there is no violation that was there before, so there is no ${BASELINE}.`
        : `${BASELINE} records ${sum} violations in ${Object.keys(now).length} files. Commit it; from now on only new ones fail.`;
    return { findings: applyBaseline(cwd, found, now), recorded };
  }
  if (earlier === null) return { findings: found, recorded: null };
  return { findings: [...ofFiles(earlier, options, found), ...grownBaseline(cwd, earlier)], recorded: null };
}
