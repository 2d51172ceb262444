import { join } from 'node:path';
import { findProject, type Project } from '../project.ts';
import { listMarkedRoutes } from '../routes/list-marked-routes.ts';
import { FEW } from './measure.ts';
import { silencedRules } from './silenced-rules.ts';
import { type Row, survey } from './survey.ts';

type Place = { readonly file: string; readonly line: number };

/** One line of the table, and what belongs to it. Paths are relative to where the command runs. */
export type ReportRow = {
  /** The block's id; of a detector that no block names, the detector's name. */
  readonly pattern: string;
  /** The section of PATTERNS.md, or null. */
  readonly section: string | null;
  readonly expected: string | null;
  readonly minimum: number | null;
  /** Null where there are no instances. */
  readonly dominant: string | null;
  readonly count: number;
  readonly total: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly verdict: 'holds' | 'disagrees' | 'too few to tell' | 'not in PATTERNS.md';
  readonly exemplars: readonly string[];
  readonly outliers: readonly (Place & { readonly form: string; readonly reason: string | null })[];
};

/** What `npm run patterns` says, and what it prints with `--json`. */
export type Report = {
  readonly ok: boolean;
  readonly patterns: readonly ReportRow[];
  readonly silenced: readonly (Place & { readonly rules: readonly string[]; readonly reason: string })[];
  /** The routes that are marked as no collection; the file is null where a package registered the route. */
  readonly marked_routes: readonly {
    readonly route: string;
    readonly mark: string;
    readonly file: string | null;
    readonly line: number;
  }[];
  readonly findings: readonly (Place & { readonly message: string })[];
};

function verdictOf({ block, measured }: Row): ReportRow['verdict'] {
  if (measured.total < FEW) return 'too few to tell';
  if (block === null) return 'not in PATTERNS.md';
  return measured.dominant === block.expected && measured.share >= (block.minimum ?? 0) ? 'holds' : 'disagrees';
}

type Marked = { readonly routes: Awaited<ReturnType<typeof listMarkedRoutes>>; readonly problem: string | null };

async function markedRoutes(project: Project): Promise<Marked> {
  try {
    return { routes: await listMarkedRoutes(project), problem: null };
  } catch (error) {
    return { routes: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Surveys the project at a folder; `shown` makes of an absolute path what is printed. */
export async function report(root: string, shown: (file: string) => string): Promise<Report> {
  const project = findProject(root);
  const [{ rows, findings, code }, marked] = await Promise.all([survey(project), markedRoutes(project)]);
  const unknown = marked.problem === null ? [] : [{ file: join(root, 'src/app.ts'), line: 1, message: marked.problem }];
  const all = [...findings, ...unknown];
  const place = <T extends Place>(one: T): T => ({ ...one, file: shown(one.file) });
  return {
    ok: all.length === 0,
    patterns: rows.map((row) => {
      const { detector, block, measured } = row;
      const { dominant, count, total, share } = measured;
      return {
        pattern: block?.id ?? detector,
        section: block?.section ?? null,
        expected: block?.expected ?? null,
        minimum: block?.minimum ?? null,
        ...{ dominant, count, total, share },
        verdict: verdictOf(row),
        exemplars: measured.exemplars.map(shown),
        outliers: measured.outliers.map(place),
      };
    }),
    silenced: silencedRules(code).map(place),
    marked_routes: marked.routes.map(({ method, url, mark, file, line }) => ({
      ...{ route: `${method} ${url}`, mark, line },
      file: file === null ? null : shown(file),
    })),
    findings: all.map(({ file, line, message }) => ({ file: shown(file), line, message })),
  };
}
