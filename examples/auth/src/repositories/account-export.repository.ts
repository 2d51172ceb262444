import { z } from 'zod';
import { supabase } from '../clients/supabase.ts';
import { type ExportedRows, exportedRowsSchema } from '../schemas/account-export.schema.ts';
import type { Database } from '../types/database.types.ts';
import { unwrap } from '../utils/unwrap.ts';

const userTablesSchema = z.array(
  z.object({
    // Found in the database, so it is a table of it.
    table_name: z.custom<keyof Database['app']['Tables']>((name) => typeof name === 'string' && /^\w+$/.test(name)),
    user_column: z.string(),
    columns: z.string(),
    order_by: z.array(z.string()),
  }),
);

export type UserTable = z.infer<typeof userTablesSchema>[number];

/** The rows of the caller in whatever table, as the caller. */
export const accountExportRepository = {
  /** The tables that hold rows of users, and which column says whose. */
  async tables(): Promise<UserTable[]> {
    return userTablesSchema.parse(unwrap(await supabase.rpc('tables_of_users')));
  },

  /** `limit` of the caller's rows in a table, from the `from`th on. */
  async rows(table: UserTable, userId: string, from: number, limit: number): Promise<ExportedRows> {
    const own = supabase.from(table.table_name).select(table.columns).filter(table.user_column, 'eq', userId);
    const ordered = table.order_by.reduce((query, column) => query.order(column), own);
    return exportedRowsSchema.parse(unwrap(await ordered.range(from, from + limit - 1)));
  },
};
