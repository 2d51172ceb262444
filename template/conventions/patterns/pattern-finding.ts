import type { Finding } from '../finding.ts';

/** A finding of the check `patterns`. */
export const patternFinding = (file: string, line: number, what: string, fix: string): Finding => ({
  rule: 'conventions/patterns',
  file,
  line,
  column: 1,
  message: `${what} PATTERNS.md › Discovery: what is written here and what the code does are held against each other. ${fix}`,
  severity: 'error',
});
