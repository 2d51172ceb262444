import { readFileSync } from 'node:fs';
import type { Comment, Node, Program } from 'estree';
import tseslint from 'typescript-eslint';
import { locate } from '../locate.ts';
import type { SourceFile } from './source-file.ts';

type Parsed = {
  readonly ast: Program & { readonly comments: Comment[] };
  readonly visitorKeys: Readonly<Record<string, readonly string[]>>;
};

const parser = tseslint.parser as unknown as { parseForESLint: (text: string, options: object) => Parsed };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

// With a stack of its own, since nesting in a file may be deeper than that of functions.
function nodesByType({ ast, visitorKeys }: Parsed): Map<string, Node[]> {
  const byType = new Map<string, Node[]>();
  const waiting: Node[] = [ast];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const same = byType.get(node.type);
    if (same === undefined) byType.set(node.type, [node]);
    else same.push(node);
    const values: unknown[] = (visitorKeys[node.type] ?? []).flatMap((key) => Reflect.get(node, key) ?? []);
    for (const child of values.reverse()) if (isNode(child)) waiting.push(child);
  }
  return byType;
}

/** Why a file cannot be read, and where. */
export type Unreadable = { readonly file: string; readonly line: number; readonly reason: string };

function whereOf(error: unknown): { line: number; reason: string } {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const line = error instanceof Error && 'lineNumber' in error ? Number(error.lineNumber) : 1;
  return { line: Number.isInteger(line) && line > 0 ? line : 1, reason };
}

/** Reads and parses a file of `src/` or `test/`, by its absolute path. What cannot be parsed is said, not thrown. */
export function parseSource(file: string): SourceFile | Unreadable {
  try {
    const text = readFileSync(file, 'utf8');
    const options = { sourceType: 'module', filePath: file, jsDocParsingMode: 'none' };
    const parsed = parser.parseForESLint(text, options);
    const byType = nodesByType(parsed);
    const { folder, path } = locate(file);
    return {
      file,
      folder: folder === 'test' ? 'test' : 'src',
      path,
      lineCount: text.split('\n').length,
      program: parsed.ast,
      comments: parsed.ast.comments,
      nodes: ((type: string) => byType.get(type) ?? []) as SourceFile['nodes'],
    };
  } catch (error) {
    return { file, ...whereOf(error) };
  }
}

export const isUnreadable = (result: SourceFile | Unreadable): result is Unreadable => 'reason' in result;

export const isReadable = (result: SourceFile | Unreadable): result is SourceFile => !isUnreadable(result);
