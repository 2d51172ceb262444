import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { applyStatement } from '../migrations/apply-statement.ts';
import { faultAt } from '../migrations/fault.ts';
import type { Fault } from '../migrations/fault.ts';
import { fileNameFaults } from '../migrations/file-names.ts';
import { findFaults } from '../migrations/find-faults.ts';
import { loadSqlParser } from '../migrations/parse-sql.ts';
import type { Parsed } from '../migrations/parse-sql.ts';
import { errorCode, readSqlFile } from '../migrations/read-sql-file.ts';
import { seedFaults } from '../migrations/seed-faults.ts';
import { defaultSearchPath, emptyState } from '../migrations/state.ts';
import type { Place, State } from '../migrations/state.ts';

type Read = { readonly file: string; readonly parsed: Parsed };

const unread = (file: string, line: number, problem: string): Fault =>
  faultAt(
    { file, line, order: 0 },
    `Postgres cannot read this: ${problem}`,
    'what cannot be read cannot be checked, nor applied',
    'Mend the SQL, and save the file as UTF-8 without a byte order mark',
  );

const isSql = (name: string): boolean => name.toLowerCase().endsWith('.sql');

// A folder that is not there has no files; one that cannot be read is a fault.
async function sqlFilesIn(folder: string): Promise<{ readonly files: readonly string[]; readonly faults: Fault[] }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory() && isSql(entry.name));
    return { files: files.map(({ name }) => join(folder, name)).sort(), faults: [] };
  } catch (error) {
    const code = errorCode(error);
    return { files: [], faults: code === 'ENOENT' ? [] : [unread(folder, 1, `reading failed with ${code}`)] };
  }
}

// The session starts anew with each file.
const applyFile = (state: State, { file, parsed }: Read, order: (index: number) => number): State =>
  !parsed.ok
    ? state
    : parsed.statements.reduce(
        (next, statement, index) => {
          const at: Place = { file, line: statement.line, order: order(index) };
          return applyStatement(next, statement, at);
        },
        { ...state, searchPath: defaultSearchPath },
      );

const unreadFaults = ({ file, parsed }: Read): Fault[] =>
  parsed.ok ? [] : [unread(file, parsed.line, parsed.problem)];

const asFinding = ({ at: { file, line }, message }: Fault): Finding => ({
  ...{ rule: 'conventions/migrations', file, line, column: 1, message, severity: 'error' },
});

/**
 * Reads all migrations in their order with the parser of Postgres, and looks at the database that they end with: each
 * table has row-level security, policies and grants, and nothing goes past them.
 */
export const migrationsCheck: Check = {
  name: 'migrations',
  async run({ supabase }) {
    if (supabase === null) return [];
    const { files: migrations, faults: unreadFolder } = await sqlFilesIn(join(supabase, 'migrations'));
    const { files: others } = await sqlFilesIn(supabase);
    const seeds = others.filter((file) => file === join(supabase, 'seed.sql'));
    if (migrations.length + seeds.length === 0) return unreadFolder.map(asFinding);
    const parse = await loadSqlParser();
    const read = async (file: string): Promise<Read> => {
      const text = await readSqlFile(file);
      return { file, parsed: text.ok ? parse(text.sql) : { ...text, line: 1 } };
    };
    const files = await Promise.all(migrations.map(read));
    const seed = await Promise.all(seeds.map(read));
    const state = files.reduce(
      (before, file, number) => applyFile(before, file, (index) => number * 1_000_000 + index),
      emptyState,
    );
    const faults = [
      ...unreadFolder,
      ...fileNameFaults(migrations),
      ...[...files, ...seed].flatMap(unreadFaults),
      ...findFaults(state),
      ...seed.flatMap(({ file, parsed }) => (parsed.ok ? seedFaults(file, parsed.statements) : [])),
    ];
    return faults
      .toSorted((one, other) =>
        one.at.file === other.at.file ? one.at.line - other.at.line : one.at.file < other.at.file ? -1 : 1,
      )
      .map(asFinding);
  },
};
