import { leadingBlank, lineEnds } from './parse-sql.ts';
import type { Place, Unreadable } from './state.ts';

type Token = { readonly kind: 'word' | 'string' | 'other'; readonly text: string; readonly index: number };

// Strings in all their forms, quoted names, words, and whatever else.
const TOKEN =
  /(?<escaped>[eE]'(?:[^'\\]|\\[^]|'')*')|(?<plain>'(?:[^']|'')*')|\$(?<tag>\w*)\$(?<dollar>[^]*?)\$\k<tag>\$|(?<quoted>"(?:[^"]|"")*")|(?<word>[\p{L}_][\p{L}\p{N}_]*)|[^]/uy;

function tokensOf(code: string): Token[] {
  const tokens: Token[] = [];
  for (let at = leadingBlank(code); at < code.length; at += leadingBlank(code.slice(at))) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(code);
    if (found === null) break;
    const { escaped, plain, dollar, quoted, word } = found.groups ?? {};
    const string = dollar ?? plain?.slice(1, -1).replaceAll("''", "'") ?? escaped?.slice(2, -1);
    if (string !== undefined) tokens.push({ kind: 'string', text: string, index: at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase(), index: at });
    else tokens.push({ kind: 'other', text: quoted === undefined ? found[0] : '"', index: at });
    at += found[0].length;
  }
  return tokens;
}

// After these a statement begins.
const openers = new Set([';', 'begin', 'then', 'else', 'loop', 'atomic']);

/** The places of tokens at which a statement begins. */
const statementStarts = (tokens: readonly Token[]): number[] =>
  tokens.flatMap((_, index) => (index === 0 || openers.has(tokens[index - 1]?.text ?? '') ? [index] : []));

const words = (tokens: readonly Token[], from: number, count: number): string =>
  tokens
    .slice(from, from + count)
    .map(({ kind, text }) => (kind === 'string' ? "'" : text))
    .join(' ');

const DEFINES =
  /^(create( or replace)?( global| local| unlogged| foreign| recursive| materialized)* (table|view|policy|function|procedure|role|schema)|alter( foreign| materialized)? (table|view|policy|function|procedure|routine|role|schema|default)|drop policy|grant|revoke|import foreign)\b/;
const HARMLESS =
  /^(select|insert|update|delete|merge|with|values|refresh|analyze|vacuum|notify|listen|set|reset|lock|truncate|explain|call|comment|reindex|cluster|copy|drop|(create|alter)( or replace| unique| temp| temporary| local| global| constraint)* (index|sequence|type|trigger|extension|statistics|publication|domain|table))\b/;
// In another language, such as that of plv8, it is a string in one kind of quotes or another.
const QUOTED = new RegExp(`['"\`] ?(${DEFINES.source.slice(1)})`, 'i');

/** What a string of SQL defines, such as `create table`; `execute` where it is no SQL, null where it is harmless. */
export function definedBy(sql: string): string | null {
  const tokens = tokensOf(sql);
  const starts = statementStarts(tokens).map((start) => words(tokens, start, 8));
  const defining = starts.find((start) => DEFINES.test(start));
  if (defining !== undefined) return DEFINES.exec(defining)?.[0] ?? defining;
  return starts.every((start) => HARMLESS.test(start)) && starts.length > 0 ? null : 'execute';
}

const strings = (tokens: readonly Token[]): string[] =>
  tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text);

// The SQL of `execute … ;`. Where it comes in a variable, whatever SQL the body has in its strings.
function executed(tokens: readonly Token[], from: number): string[] {
  const length = tokens
    .slice(from)
    .findIndex(({ text, kind }) => kind !== 'string' && [';', 'using', 'loop'].includes(text));
  const own = strings(tokens.slice(from, length < 0 ? tokens.length : from + length));
  if (own.length > 0) return [own.join('')];
  const all = strings(tokens).filter((text) => definedBy(text) !== 'execute');
  return all.length > 0 ? all : [''];
}

/**
 * The statements in a DO block or a function that make or change tables, views, policies, rights or functions, or that run
 * SQL of which that cannot be told. Each at its own line, where the body stands in the file as it is.
 */
export function unreadableIn(code: string, language: string, text: string, at: Place): Unreadable[] {
  if (!['sql', 'plpgsql'].includes(language.toLowerCase())) {
    const what = QUOTED.exec(code.replaceAll(/\s+/g, ' '))?.[1]?.toLowerCase();
    return what === undefined ? [] : [{ what, at }];
  }
  const tokens = tokensOf(code);
  const offset = text.indexOf(code);
  const place = (index: number): Place =>
    offset < 0 ? at : { ...at, line: at.line + lineEnds(text.slice(0, offset + index)) };
  const direct = statementStarts(tokens).flatMap((start) => {
    const what = DEFINES.exec(words(tokens, start, 8))?.[0];
    return what === undefined ? [] : [{ what, at: place(tokens[start]?.index ?? 0) }];
  });
  const dynamic = tokens.flatMap(({ kind, text: word, index }, position) => {
    if (kind !== 'word' || word !== 'execute') return [];
    const before = tokens[position - 1]?.text ?? '';
    const after = tokens[position + 1]?.text ?? '';
    if (['grant', 'revoke'].includes(before) || ['on', 'function', 'procedure'].includes(after)) return [];
    const what = executed(tokens, position + 1)
      .map(definedBy)
      .find((found) => found !== null);
    return what === undefined || what === null
      ? []
      : [{ what: what === 'execute' ? what : `execute '${what} …'`, at: place(index) }];
  });
  return [...direct, ...dynamic].sort((one, other) => one.at.line - other.at.line);
}
