import { readFileSync } from 'node:fs';
import type { Comment } from 'estree';
import { readDirective } from '../ast/directive.ts';
import { isReadable, parseSource } from './parse-source.ts';

/** A comment that silences rules of ESLint. */
export type Silenced = {
  readonly file: string;
  readonly line: number;
  readonly rules: readonly string[];
  /** Empty where the comment gives none. */
  readonly reason: string;
};

function silencedBy(file: string, { value, loc }: Comment): Silenced[] {
  const { kind = '', rules = [], reason = '' } = readDirective(value) ?? {};
  return kind.startsWith('disable') ? [{ file, line: loc?.start.line ?? 1, rules, reason }] : [];
}

// A file that is gone by now silences nothing.
const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Every rule that a comment silences in these files, with its reason. Only files that have the words are parsed. */
export const silencedRules = (files: readonly string[]): Silenced[] =>
  files
    .filter((file) => textOf(file).includes('eslint-disable'))
    .map(parseSource)
    .filter(isReadable)
    .flatMap(({ file, comments }) => comments.flatMap((comment) => silencedBy(file, comment)));
