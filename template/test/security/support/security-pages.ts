import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseSource, isUnreadable } from '../../../conventions/patterns/parse-source.ts';
import { chain } from '../../../conventions/patterns/callee.ts';
import { paths } from '../../../stack/paths.ts';

/** One attack: its file and its title, as `cookies.test.ts: refuses …`, and where it is written. */
export type Attack = { readonly name: string; readonly place: string };

/** A row of a page: an attack, and the requirements that it tries. */
export type Row = Attack & { readonly owasp: readonly string[]; readonly asvs: readonly string[] };

const attacksFolder = path.join(paths.root, 'test', 'security');
const docs = path.join(path.dirname(paths.supabase), 'docs');

const idsIn = (cell: string): string[] => cell.split(/[\s,–]+/).filter((id) => id !== '');

/** The rows of a page: below a heading that names a file, a table whose columns are the test, its OWASP and its ASVS ids. */
export function rowsOf(text: string, page: string): Row[] {
  const state = { file: '' };
  return text.split('\n').flatMap((line, index) => {
    state.file = /^#+ (\S+\.test\.ts)$/.exec(line)?.[1] ?? state.file;
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
    if (cells.length !== 5 || state.file === '' || cells[1] === 'test' || /^-+$/.test(cells[1] ?? '')) return [];
    const [, title = '', owasp = '', asvs = ''] = cells;
    return [{ name: `${state.file}: ${title}`, place: `${page}:${index + 1}`, owasp: idsIn(owasp), asvs: idsIn(asvs) }];
  });
}

/** docs/security.md, and beside it docs/security/*.md: those of the examples, and the project's own. */
export async function readRows(): Promise<Row[]> {
  const folder = path.join(docs, 'security');
  const more = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.md')) : [];
  const pages = ['security.md', ...more.map((name) => `security/${name}`)];
  return (
    await Promise.all(pages.map(async (page) => rowsOf(await readFile(path.join(docs, page), 'utf8'), `docs/${page}`)))
  ).flat();
}

/** The titles of a file's tests, as they are written. @throws where one is no plain text. */
export function titlesIn(file: string): Attack[] {
  const source = parseSource(file);
  if (isUnreadable(source)) throw new Error(`${file}:${source.line} cannot be read: ${source.reason}`);
  return source.nodes('CallExpression').flatMap((call) => {
    const [title, run] = call.arguments;
    if (chain(call.callee)[0] !== 'it' || title === undefined || run === undefined) return [];
    const place = `${path.basename(file)}:${call.loc?.start.line}`;
    const text =
      title.type === 'TemplateLiteral' ? title.quasis[0]?.value.cooked : title.type === 'Literal' ? title.value : null;
    const isPlain = title.type !== 'TemplateLiteral' || title.expressions.length === 0;
    if (typeof text !== 'string' || !isPlain)
      throw new Error(`${place}: write the title of this test as a plain text.`);
    return [{ name: `${path.basename(file)}: ${text}`, place }];
  });
}

/** Every test of test/security/*.test.ts, as they are written there. */
export async function readAttacks(): Promise<Attack[]> {
  const files = (await readdir(attacksFolder)).filter((name) => name.endsWith('.test.ts'));
  return files.sort().flatMap((name) => titlesIn(path.join(attacksFolder, name)));
}
