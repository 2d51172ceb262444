import type { Node } from 'estree';
import { parseSource } from './ast/parse-source.ts';

/** A value of a JSON text, with where it stands (from 1). */
export type JsonValue = {
  readonly line: number;
  readonly column: number;
  /** What it is, where it is no object or list; else null. */
  readonly scalar: unknown;
  /** The entries of an object, as written: a key may be there twice. Null for the rest. */
  readonly entries: readonly JsonEntry[] | null;
  /** The items of a list. Null for the rest. */
  readonly items: readonly JsonValue[] | null;
};
type JsonEntry = { readonly line: number; readonly column: number; readonly key: string; readonly value: JsonValue };

/** Why a text is no JSON, and where. */
export type JsonProblem = { readonly problem: string; readonly line: number; readonly column: number };

const OPENING = '(';

function valueOf(node: Node): JsonValue {
  const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
  // What was put before the text moves its first line.
  const place = { line, column: column + (line === 1 ? 1 - OPENING.length : 1) };
  if (node.type === 'ObjectExpression') {
    const entries = node.properties.flatMap((property): JsonEntry[] => {
      if (property.type !== 'Property' || property.key.type !== 'Literal') return [];
      const { line: entryLine, column: entryColumn } = valueOf(property.key);
      return [
        { line: entryLine, column: entryColumn, key: String(property.key.value), value: valueOf(property.value) },
      ];
    });
    return { ...place, scalar: null, entries, items: null };
  }
  const items =
    node.type === 'ArrayExpression' ? node.elements.flatMap((one) => (one === null ? [] : [valueOf(one)])) : null;
  return { ...place, scalar: node.type === 'Literal' ? node.value : null, entries: null, items };
}

// V8 does not always say where; the other parser then stops at the same place, if it stops.
function problemOf(text: string, { message }: Error): JsonProblem {
  const problem = message.replace(/ (?:in JSON )?at position .*$/s, '').replaceAll(/\s+/g, ' ');
  const position = /at position (\d+)/.exec(message)?.[1];
  const script =
    position === undefined && !/^Unexpected end/.test(message) ? parseSource(`${OPENING}${text}\n)`) : null;
  if (script !== null && 'problem' in script) return { problem, line: script.line, column: script.column };
  const before = text.slice(0, Number(position ?? text.length)).split(/\r?\n/);
  return { problem, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Reads a JSON text with the place of each of its values. A byte order mark is passed over. */
export function parseJson(text: string): JsonValue | JsonProblem {
  const json = text.replace(/^\uFEFF/, '');
  try {
    // Refuses what the other one, which reads JavaScript, would take: comments, trailing commas, names without quotes.
    JSON.parse(json);
  } catch (error) {
    return problemOf(json, error as Error);
  }
  return parseJsonWithComments(json);
}

/** The same of a text that may hold comments and trailing commas, such as tsconfig.json. */
export function parseJsonWithComments(text: string): JsonValue | JsonProblem {
  const program = parseSource(`${OPENING}${text.replace(/^\uFEFF/, '')}\n)`);
  if ('problem' in program) return program;
  const [statement] = program.body;
  return statement?.type === 'ExpressionStatement'
    ? valueOf(statement.expression)
    : { problem: 'it holds no value', line: 1, column: 1 };
}
