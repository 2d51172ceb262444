/** A column whose type is known better, as `refineTypes` takes it. */
export type RefinedColumn = { table: string; column: string; type: 'exact' | readonly string[] };

/**
 * Says in the generated types what the Supabase CLI does not know of the schema:
 * - a numeric or bigint column (`exact`) is written as a string: a JavaScript number would lose digits on its way out;
 * - a text column whose CHECK lists its values has those values as its type;
 * - JSON is what Zod's `z.json()` gives.
 * `source` is what the CLI printed, formatted by Prettier.
 */
export function refineTypes(source: string, columns: readonly RefinedColumn[]): string {
  const types = new Map(columns.map(({ table, column, type }) => [`${table}.${column}`, type]));
  const at = { group: '', table: '', section: '' };
  const refine = (line: string): string => {
    const [, indent = '', name = ''] = /^( *)'?([^'?:]+)'?\??: /.exec(line) ?? [];
    if (indent.length === 4) at.group = name;
    if (indent.length === 6) at.table = name;
    if (indent.length === 8) at.section = name;
    const type = types.get(`${at.table}.${name}`);
    if (at.group !== 'Tables' || indent.length !== 10 || type === undefined) return line;
    if (type !== 'exact')
      return line.replace(/: string(?=;| \| null;)/, `: ${type.map((value) => `"${value}"`).join(' | ')}`);
    return at.section === 'Row' ? line : line.replace(/: number(?=;| \| null;)/, ': string');
  };
  return source
    .replace('[key: string]: Json | undefined', '[key: string]: Json')
    .replaceAll('NonNullable<Json>', 'Json')
    .split('\n')
    .map((line) => refine(line))
    .join('\n');
}
