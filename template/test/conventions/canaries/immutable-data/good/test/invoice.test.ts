export const prepare = (rows: string[]): string[] => rows.sort();
