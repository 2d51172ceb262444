import type { Node } from 'libpg-query';

export type Statement = {
  readonly node: Node;
  /** From 1: where it begins, after the comments before it. */
  readonly line: number;
  /** Its text from there on. */
  readonly text: string;
};

export type Parsed =
  | { readonly ok: true; readonly statements: readonly Statement[] }
  | { readonly ok: false; readonly line: number; readonly problem: string };

const BLANK_OR_COMMENT = /^(?:\s+|--[^\n]*|\/\*)/;

// Comments of Postgres nest.
function endOfComment(text: string, from: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

/** How many characters of blanks and comments a text begins with. */
export function leadingBlank(text: string): number {
  let at = 0;
  for (let found = BLANK_OR_COMMENT.exec(text); found !== null; found = BLANK_OR_COMMENT.exec(text.slice(at))) {
    at = found[0] === '/*' ? endOfComment(text, at) : at + found[0].length;
  }
  return at;
}

/** The number of line ends in a text. */
export const lineEnds = (text: string): number => text.split('\n').length - 1;

// The place of an error is counted in characters, of which some take two places in a string.
const lineOfError = (sql: string, characters: number): number => 1 + lineEnds([...sql].slice(0, characters).join(''));

function statementsOf(sql: string, stmts: readonly { stmt?: Node; stmt_location?: number; stmt_len?: number }[]) {
  // Places of statements are counted in bytes.
  const bytes = Buffer.from(sql);
  let line = 1;
  let counted = 0;
  return stmts.flatMap(({ stmt, stmt_location: start = 0, stmt_len: length = 0 }): Statement[] => {
    const raw = bytes.subarray(start, length === 0 ? bytes.length : start + length).toString();
    const blank = leadingBlank(raw);
    line += lineEnds(bytes.subarray(counted, start).toString());
    counted = start;
    return stmt === undefined
      ? []
      : [{ node: stmt, line: line + lineEnds(raw.slice(0, blank)), text: raw.slice(blank) }];
  });
}

/**
 * Loads the parser of Postgres, which takes some milliseconds, and gives a function that reads SQL with it. That
 * function never throws: what Postgres cannot read is told with its line.
 */
export async function loadSqlParser(): Promise<(sql: string) => Parsed> {
  const { hasSqlDetails, loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return (sql) => {
    if (sql.trim() === '') return { ok: true, statements: [] };
    // The parser takes a zero for the end of the text, and would let all that follows pass.
    const zero = sql.indexOf('\0');
    if (zero >= 0) return { ok: false, line: 1 + lineEnds(sql.slice(0, zero)), problem: 'a zero byte' };
    try {
      return { ok: true, statements: statementsOf(sql, parseSync(sql).stmts ?? []) };
    } catch (error) {
      if (!hasSqlDetails(error)) return { ok: false, line: 1, problem: 'the parser of Postgres gave up' };
      return { ok: false, line: lineOfError(sql, error.sqlDetails.cursorPosition), problem: error.message };
    }
  };
}
