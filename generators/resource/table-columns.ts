/** The columns of a table as the types of the schema name them; null where there is no such table. */
export const tableColumns = (types: string, table: string): readonly string[] | null => {
  const row = new RegExp(`\\n {6}${table}: \\{\\n {8}Row: \\{([^}]*)\\}`).exec(types)?.[1];
  return row === undefined ? null : [...row.matchAll(/^ *(\w+)\??:/gm)].map(([, name = '']) => name);
};
