/**
 * Makes numeric and bigint columns strings in the Insert and Update types: a JavaScript number would lose digits on its
 * way out. `source` is what the Supabase CLI generates, formatted by Prettier; `exact` holds `table.column`.
 */
export function exactTypes(source: string, exact: ReadonlySet<string>): string {
  const at = { group: '', table: '', section: '' };
  return source
    .split('\n')
    .map((line) => {
      const [, indent = '', name = ''] = /^( *)'?([^'?:]+)'?\??: /.exec(line) ?? [];
      if (indent.length === 4) at.group = name;
      if (indent.length === 6) at.table = name;
      if (indent.length === 8) at.section = name;
      const written = at.group === 'Tables' && (at.section === 'Insert' || at.section === 'Update');
      if (!written || indent.length !== 10 || !exact.has(`${at.table}.${name}`)) return line;
      return line.replace(/: number(?=;| \| null;)/, ': string');
    })
    .join('\n');
}
