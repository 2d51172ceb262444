import { existsSync, readFileSync } from 'node:fs';
import type { Finding } from '../finding.ts';
import { type PatternBlock, patternBlockSchema } from './pattern-block.ts';
import { patternFinding } from './pattern-finding.ts';

const INFO = 'json pattern';
const EXAMPLE = '`{ "id": "services", "detector": "service-form", "expected": "object literal", "minimum": 0.9 }`';

type Fence = {
  readonly section: string | null;
  readonly line: number;
  readonly body: readonly string[];
  readonly closed: boolean;
};
type Document = {
  readonly sections: readonly { readonly title: string; readonly line: number }[];
  readonly fences: readonly Fence[];
};

// CommonMark, as far as it matters here: `##` headings, and fences of three or more backticks or tildes.
function readDocument(text: string): Document {
  const lines = text.split(/\r?\n/);
  const sections: { title: string; line: number }[] = [];
  const fences: Fence[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const title = /^## +(.+?)[ #]*$/.exec(lines[index] ?? '')?.[1];
    if (title !== undefined) sections.push({ title, line: index + 1 });
    const [, mark = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(lines[index] ?? '') ?? [];
    if (mark === '') continue;
    const isEnd = (line: string): boolean => line.trim().startsWith(mark) && /^(`+|~+)$/.test(line.trim());
    const rest = lines.slice(index + 1);
    const length = rest.findIndex(isEnd);
    const body = length < 0 ? rest : rest.slice(0, length);
    if (info.trim() === INFO)
      fences.push({ section: sections.at(-1)?.title ?? null, line: index + 1, body, closed: length >= 0 });
    index += body.length + 1;
  }
  return { sections, fences };
}

function readFence(file: string, { section, line, body, closed }: Fence): PatternBlock | Finding {
  const lineOf = (text: string): number => {
    const index = body.findIndex((one) => one.includes(text));
    return index < 0 ? line : line + 1 + index;
  };
  const broken = (at: number, reason: string): Finding =>
    patternFinding(file, at, `This block cannot be used: ${reason}.`, `Write it as ${EXAMPLE}.`);
  if (!closed) return broken(line, 'its fence is never closed');
  if (section === null) return broken(line, 'it stands in no section (`## …`)');
  const text = body.join('\n');
  try {
    const parsed = patternBlockSchema.safeParse(JSON.parse(text));
    if (parsed.success) return { ...parsed.data, section, line, lineOf };
    const issues = parsed.error.issues.map(
      ({ path, message }) => `${path.length === 0 ? '' : `\`${path.join('.')}\`: `}${message}`,
    );
    const [first] = parsed.error.issues;
    const key = first?.code === 'unrecognized_keys' ? first.keys[0] : first?.path[0];
    return broken(key === undefined ? line : lineOf(`"${String(key)}"`), issues.join('; '));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const at = Number(/\bline (\d+)/.exec(reason)?.[1] ?? 0);
    return broken(line + at, `it is no JSON (${reason.split('\n')[0]})`);
  }
}

const isBlock = (read: PatternBlock | Finding): read is PatternBlock => 'id' in read;

/** The blocks of PATTERNS.md, and what is wrong with them: no file, a section without one, one that says nothing. */
export function readPatterns(file: string): { blocks: PatternBlock[]; findings: Finding[] } {
  if (!existsSync(file)) {
    const fix = `Write it, with a section (\`## …\`) for each pattern and in it a block \`\`\`${INFO} with ${EXAMPLE}.`;
    return { blocks: [], findings: [patternFinding(file, 1, 'PATTERNS.md is missing.', fix)] };
  }
  const { sections, fences } = readDocument(readFileSync(file, 'utf8'));
  const read = fences.map((fence) => readFence(file, fence));
  const blocks = read.filter(isBlock);
  const bare = sections
    .filter(({ title }) => !fences.some(({ section }) => section === title))
    .map(({ title, line }) =>
      patternFinding(
        file,
        line,
        `The section "${title}" has no block \`${INFO}\`, so nothing holds it.`,
        `Add one: ${EXAMPLE}.`,
      ),
    );
  const empty =
    sections.length > 0
      ? []
      : [
          patternFinding(
            file,
            1,
            'PATTERNS.md has no section (`## …`).',
            `Write one for each pattern, with a block: ${EXAMPLE}.`,
          ),
        ];
  const twice = blocks
    .filter(({ id }, index) => blocks.findIndex((one) => one.id === id) !== index)
    .map(({ id, lineOf }) =>
      patternFinding(file, lineOf('"id"'), `There are two blocks with the id "${id}".`, 'Give one of them another.'),
    );
  return { blocks, findings: [...read.filter((one): one is Finding => !isBlock(one)), ...bare, ...empty, ...twice] };
}
