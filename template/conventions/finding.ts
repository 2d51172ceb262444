/** One place where the project departs from a convention. */
export type Finding = {
  /** `conventions/<rule or check>`, or the name of a rule of ESLint. */
  readonly rule: string;
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What is wrong, the section of PATTERNS.md that says why, and what to do. */
  readonly message: string;
  /** A warning is printed and does not fail the run. */
  readonly severity: 'error' | 'warning';
};
