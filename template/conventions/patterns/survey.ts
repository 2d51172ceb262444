import { join } from 'node:path';
import type { Finding } from '../finding.ts';
import type { Project } from '../project.ts';
import { detectors } from './detectors.ts';
import { enabledRules } from './enabled-rules.ts';
import { findCode, isMeasured } from './find-files.ts';
import { judge } from './judge.ts';
import { type Measurement, measure } from './measure.ts';
import type { PatternBlock } from './pattern-block.ts';
import { patternFinding } from './pattern-finding.ts';
import { readPatterns } from './read-patterns.ts';
import { readFacts } from './read-facts.ts';
import { judgeRules } from './judge-rules.ts';

/** What the code does about one pattern. `block` is null where PATTERNS.md does not name the detector. */
export type Row = { readonly detector: string; readonly block: PatternBlock | null; readonly measured: Measurement };

/** What PATTERNS.md says, what the code does, and where the two disagree. */
export type Survey = {
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  /** All code of the project, for whoever wants to look at more of it: absolute paths. */
  readonly code: readonly string[];
};

/** Holds PATTERNS.md and the code of a project against each other. */
export async function survey(project: Project): Promise<Survey> {
  const document = join(project.top, 'PATTERNS.md');
  const { blocks, findings } = readPatterns(document);
  const code = findCode(project);
  const { facts, unread } = readFacts(project, code.filter(isMeasured));
  const comments = facts.flatMap(({ justifications }) => justifications);
  const rows = detectors.flatMap((detector): Row[] => {
    const own = blocks.filter((block) => block.detector === detector.name);
    const row = (block: PatternBlock | null): Row => {
      const justified = comments.filter(({ id }) => id === block?.id);
      return { detector: detector.name, block, measured: measure(detector, block?.expected ?? null, facts, justified) };
    };
    return own.length === 0 ? [row(null)] : own.map(row);
  });
  return {
    rows,
    code,
    findings: [
      ...findings,
      ...judge(document, rows, comments),
      ...judgeRules(document, blocks, await enabledRules(project.root)),
      ...unread.map(({ file, line, reason }) =>
        patternFinding(
          file,
          line,
          `This file cannot be read, so nothing in it was measured: ${reason}`,
          'Mend the syntax.',
        ),
      ),
    ],
  };
}
