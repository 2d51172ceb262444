import type { SourceFile } from './source-file.ts';

/** A comment that says why a place departs from a pattern: `// pattern: services -- <reason>`, on its line or the line above. */
export type Justification = {
  readonly file: string;
  readonly line: number;
  /** The line after it, which it speaks for where nothing stands on its own. */
  readonly next: number;
  /** The `id` of a block in PATTERNS.md. */
  readonly id: string;
  /** Empty where it gives none. */
  readonly reason: string;
};

const COMMENT = /^\s*pattern:\s*(?<id>[\w-]+)\s*(?:--\s*(?<reason>\S[^]*?))?\s*(?:--\s*)?$/;

/** The justifications in a file. */
export const justificationsOf = ({ file, comments }: SourceFile): Justification[] =>
  comments.flatMap(({ value, loc }) => {
    const { id, reason = '' } = COMMENT.exec(value)?.groups ?? {};
    if (id === undefined || !loc) return [];
    return [{ file, line: loc.start.line, next: loc.end.line + 1, id, reason }];
  });
