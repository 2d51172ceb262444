import { requestContext } from '../context/request-context.ts';
import { accountExportRepository, type UserTable } from '../repositories/account-export.repository.ts';
import type { AccountExport, ExportedRows } from '../schemas/account-export.schema.ts';
import { appError } from '../utils/app-error.ts';

/** Fewer than PostgREST returns at once (`max_rows`). */
const PAGE = 500;
/** Rows of one table that are held in memory for one reply. */
const MOST_ROWS = 20_000;

const allRows = async (table: UserTable, userId: string, before: ExportedRows = []): Promise<ExportedRows> => {
  const rows = await accountExportRepository.rows(table, userId, before.length, PAGE);
  const all = [...before, ...rows];
  if (rows.length < PAGE) return all;
  if (all.length < MOST_ROWS) return allRows(table, userId, all);
  throw appError.unprocessable(
    'export_too_large',
    `There are more rows in ${table.table_name} than one reply can hold. Ask for the export to be made by hand.`,
  );
};

/** What is stored of the caller, for them to take along. */
export const accountExportService = {
  /**
   * The caller's rows in every table that has a column for its user, as row-level security shows them.
   * @throws 422 `export_too_large` for more than 20,000 rows of one table
   */
  async get(): Promise<AccountExport> {
    const user = requestContext.user();
    const found = await accountExportRepository.tables();
    const tables: Record<string, ExportedRows> = {};
    // One after the other: an export is nobody's hurry.
    for (const table of found)
      tables[table.table_name] = [...(tables[table.table_name] ?? []), ...(await allRows(table, user.id))];
    return { user, exported_at: new Date().toISOString(), tables };
  },
};
