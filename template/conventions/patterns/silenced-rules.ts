import { readFileSync } from 'node:fs';
import type { Comment } from 'estree';
import { isReadable, parseSource } from './parse-source.ts';

/** A comment that silences rules of ESLint. */
export type Silenced = {
  readonly file: string;
  readonly line: number;
  readonly rules: readonly string[];
  /** Empty where the comment gives none. */
  readonly reason: string;
};

const DIRECTIVE = /^\s*eslint-disable(?:-next-line|-line)?(?=\s|$)(?<rest>[^]*)$/;

function silencedBy(file: string, { value, loc }: Comment): Silenced[] {
  const { rest } = DIRECTIVE.exec(value)?.groups ?? {};
  if (rest === undefined) return [];
  const [names = '', ...reasons] = rest.split(/\s-{2,}\s/);
  const rules = names.split(',').map((name) => name.trim());
  return [
    {
      file,
      line: loc?.start.line ?? 1,
      rules: rules.filter((name) => name !== ''),
      reason: reasons.join(' -- ').trim(),
    },
  ];
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
