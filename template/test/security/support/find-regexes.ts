import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Node, TemplateLiteral } from 'estree';
import { isUnreadable, parseSource } from '../../../conventions/patterns/parse-source.ts';
import { findCode } from '../../../conventions/patterns/find-files.ts';
import type { SourceFile } from '../../../conventions/patterns/source-file.ts';
import { findProject } from '../../../conventions/project.ts';
import { paths } from '../../../stack/paths.ts';

/** A regular expression, and the files that have it, from the folder of the project on. */
export type FoundRegex = { readonly source: string; readonly flags: string; readonly files: readonly string[] };

const isTest = (file: string): boolean => /(^|\/)test\//.test(file);

/** The text of an expression where it is written in this file; what is known only at run time counts as a letter. */
const textOf = (node: Node | null | undefined, { nodes }: SourceFile): string => {
  const follow = (inner: Node, depth: number): string => {
    if (depth > 10) return 'x';
    switch (inner.type) {
      case 'Literal':
        return 'regex' in inner ? inner.regex.pattern : String(inner.value);
      case 'TemplateLiteral':
        return joined(inner, depth, false);
      case 'TaggedTemplateExpression':
        return joined(inner.quasi, depth, true);
      case 'Identifier': {
        const made = nodes('VariableDeclarator').find(({ id }) => id.type === 'Identifier' && id.name === inner.name);
        return made?.init ? follow(made.init, depth + 1) : 'x';
      }
      case 'MemberExpression':
        // `OTHER.source`
        return inner.property.type === 'Identifier' && inner.property.name === 'source'
          ? follow(inner.object, depth + 1)
          : 'x';
      default:
        return 'x';
    }
  };
  const joined = ({ quasis, expressions }: TemplateLiteral, depth: number, raw: boolean): string =>
    quasis
      .map(({ value }, at) => {
        const next = expressions[at];
        return (raw ? value.raw : (value.cooked ?? value.raw)) + (next === undefined ? '' : follow(next, depth + 1));
      })
      .join('');
  return node ? follow(node, 0) : '';
};

function regexesIn(source: SourceFile): { source: string; flags: string }[] {
  const literals = source
    .nodes('Literal')
    .flatMap((node) => ('regex' in node ? [{ source: node.regex.pattern, flags: node.regex.flags }] : []));
  const made = [...source.nodes('NewExpression'), ...source.nodes('CallExpression')]
    .filter(({ callee }) => callee.type === 'Identifier' && callee.name === 'RegExp')
    .map(({ arguments: [pattern, flags] }) => ({ source: textOf(pattern, source), flags: textOf(flags, source) }));
  return [...literals, ...made];
}

/** What `~ '…'` compares with in the migrations: Postgres reads most of it as JavaScript does. */
async function regexesInSql(folder: string | null): Promise<{ source: string; flags: string; file: string }[]> {
  if (folder === null) return [];
  const migrations = path.join(folder, 'migrations');
  const names = (await readdir(migrations)).filter((name) => name.endsWith('.sql'));
  const found = names.map(async (name) => {
    const sql = await readFile(path.join(migrations, name), 'utf8');
    return [...sql.matchAll(/ ~(\*?) '((?:[^']|'')+)'/g)].map(([, ignoresCase, source = '']) => ({
      source: source.replaceAll("''", "'"),
      flags: ignoresCase === '*' ? 'i' : '',
      file: `supabase/migrations/${name}`,
    }));
  });
  return (await Promise.all(found)).flat();
}

/** Every regular expression of the project (of the kit too, where this is the kit) but those of its tests, each once. */
export async function findRegexes(): Promise<FoundRegex[]> {
  const project = findProject(paths.root);
  const inCode = findCode(project)
    .map((file) => path.relative(project.top, file))
    .filter((file) => !isTest(file))
    .flatMap((file) => {
      const source = parseSource(path.join(project.top, file));
      if (isUnreadable(source)) throw new Error(`${file}:${source.line} cannot be read: ${source.reason}`);
      return regexesIn(source).map((regex) => ({ ...regex, file }));
    });
  const all = [...inCode, ...(await regexesInSql(project.supabase))];
  const grouped = Map.groupBy(all, ({ source, flags }) => `/${source}/${flags}`);
  return [...grouped.values()].map((same) => ({
    source: same[0]?.source ?? '',
    flags: same[0]?.flags ?? '',
    files: [...new Set(same.map(({ file }) => file))],
  }));
}
