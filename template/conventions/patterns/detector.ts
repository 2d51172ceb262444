import type { SourceFile } from './source-file.ts';

/** One place where the code chose a form. */
export type Instance = {
  /** In words: `object literal`. PATTERNS.md names the expected one by it. */
  readonly form: string;
  /** From 1. */
  readonly line: number;
};

/** Tells which form the code chose, wherever it had the choice. Pure: it knows nothing but the one file. */
export type Detector = {
  /** Kebab-case; the blocks of PATTERNS.md name it. */
  readonly name: string;
  /** Every form that it tells apart. */
  readonly forms: readonly string[];
  /** Whether it looks at a file at all. */
  readonly looksAt: (file: SourceFile) => boolean;
  readonly detect: (file: SourceFile) => readonly Instance[];
};
