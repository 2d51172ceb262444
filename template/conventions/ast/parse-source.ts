import type { Program } from 'estree';
import tseslint from 'typescript-eslint';

/** A file that is no TypeScript: where, and what the parser says. */
export type SyntaxProblem = { readonly line: number; readonly column: number; readonly problem: string };

// Its published type is that of what ESLint may call, without the options.
const parser = tseslint.parser as unknown as { parseForESLint: (text: string, options: object) => { ast: Program } };

/** Parses TypeScript as the lint rules see it: with lines (from 1) and columns (from 0). Never throws. */
export function parseSource(text: string): Program | SyntaxProblem {
  try {
    return parser.parseForESLint(text, { loc: true, range: true, sourceType: 'module' }).ast;
  } catch (error) {
    const place = error as { lineNumber?: number; column?: number };
    const problem = error instanceof Error ? error.message : String(error);
    return { line: place.lineNumber ?? 1, column: (place.column ?? 0) + 1, problem };
  }
}
