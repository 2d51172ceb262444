import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import type { Finding } from '../finding.ts';

/** The file of the violations that were there when the conventions were adopted. */
export const BASELINE = 'conventions-baseline.json';

const baselineSchema = z.record(z.string(), z.record(z.string(), z.int().positive()));

/** How many violations are accepted, by file (relative, with slashes) and rule. */
export type Baseline = z.infer<typeof baselineSchema>;

const nameOf = (cwd: string, file: string): string => relative(cwd, file).split(sep).join('/');
const count = (baseline: Baseline | null, file: string, rule: string): number => baseline?.[file]?.[rule] ?? 0;

/** A finding about the baseline itself. */
const problem = (cwd: string, message: string, line = 1): Finding => ({
  rule: 'baseline',
  file: join(cwd, BASELINE),
  line,
  column: 1,
  message: `${message} PATTERNS.md › Deviations: the baseline only shrinks.`,
  severity: 'error',
});

/** Reads the baseline. Null where there is none; a finding where it cannot be read. */
export function readBaseline(cwd: string): Baseline | Finding | null {
  const path = join(cwd, BASELINE);
  if (!existsSync(path)) return null;
  try {
    return baselineSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return problem(
      cwd,
      `${BASELINE} is not a list of counts by file and rule (${reason}). Take the last version from git.`,
    );
  }
}

export const isFinding = (value: Baseline | Finding | null): value is Finding =>
  value !== null && typeof value.message === 'string';

function countBy(cwd: string, findings: readonly Finding[]): Baseline {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const byFile = Object.entries(Object.groupBy(errors, ({ file }) => nameOf(cwd, file)));
  return Object.fromEntries(
    byFile
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, inFile = []]) => {
        const byRule = Object.entries(Object.groupBy(inFile, ({ rule }) => rule));
        return [file, Object.fromEntries(byRule.map(([rule, some = []]) => [rule, some.length]).sort())];
      }),
  );
}

const lineOf = (cwd: string, file: string): number => {
  const lines = readFileSync(join(cwd, BASELINE), 'utf8').split('\n');
  return Math.max(1, lines.findIndex((line) => line.includes(JSON.stringify(file))) + 1);
};

/**
 * The findings that the baseline does not accept. Where there are more of a rule in a file than it says, all of them:
 * which one is new cannot be told. Where there are fewer, that is a finding too, so that the baseline shrinks with them.
 */
export function applyBaseline(cwd: string, findings: readonly Finding[], baseline: Baseline): Finding[] {
  const now = countBy(cwd, findings);
  const left = findings.filter(({ severity, file, rule }) => {
    const name = nameOf(cwd, file);
    return severity === 'warning' || count(now, name, rule) > count(baseline, name, rule);
  });
  const fixed = Object.entries(baseline).flatMap(([file, rules]) =>
    Object.entries(rules)
      .filter(([rule, accepted]) => count(now, file, rule) < accepted)
      .map(([rule, accepted]) =>
        problem(
          cwd,
          `${file} is recorded with ${accepted} of ${rule} and has ${count(now, file, rule)}. Run \`npm run lint -- --baseline\` to record that.`,
          lineOf(cwd, file),
        ),
      ),
  );
  return [...left, ...fixed];
}

/** Records today's violations; of an earlier baseline only what is still there. Returns what is recorded. */
export function writeBaseline(cwd: string, findings: readonly Finding[], earlier: Baseline | null): Baseline {
  const now = countBy(cwd, findings);
  const smaller = Object.entries(now).map(([file, rules]) => {
    const kept = Object.entries(rules).map(([rule, found]) => [
      rule,
      earlier === null ? found : Math.min(found, count(earlier, file, rule)),
    ]);
    return [file, Object.fromEntries(kept.filter(([, found]) => found !== 0))] as const;
  });
  const baseline: Baseline = Object.fromEntries(smaller.filter(([, rules]) => Object.keys(rules).length > 0));
  const path = join(cwd, BASELINE);
  if (Object.keys(baseline).length === 0) rmSync(path, { force: true });
  else writeFileSync(path, `${JSON.stringify(baseline, null, 2)}\n`);
  return baseline;
}

function committed(cwd: string, revision: string): Baseline | null {
  try {
    const text = execFileSync('git', ['show', `${revision}:./${BASELINE}`], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
    return baselineSchema.parse(JSON.parse(text));
  } catch {
    // No git, no such revision, or no baseline in it: there is nothing to have grown from.
    return null;
  }
}

/**
 * Where the baseline accepts more than the last commit and the commit before it did. In the merge commit that CI tests,
 * the commit before is the branch that is merged into.
 */
export function grownBaseline(cwd: string, baseline: Baseline): Finding[] {
  const earlier = [committed(cwd, 'HEAD'), committed(cwd, 'HEAD^1')].filter((one) => one !== null);
  return Object.entries(baseline).flatMap(([file, rules]) =>
    Object.entries(rules)
      .filter(([rule, accepted]) => earlier.some((one) => count(one, file, rule) < accepted))
      .map(([rule]) =>
        problem(cwd, `${file} is recorded with more of ${rule} than before. Mend the code instead.`, lineOf(cwd, file)),
      ),
  );
}
