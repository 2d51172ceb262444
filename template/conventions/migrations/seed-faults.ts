import { unreadableIn } from './body.ts';
import { faultAt } from './fault.ts';
import type { Fault } from './fault.ts';
import { unreadableFault } from './code-faults.ts';
import { optionOf } from './nodes.ts';
import type { Statement } from './parse-sql.ts';

const rows = [
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'SelectStmt',
  'TruncateStmt',
  'CopyStmt',
  'CallStmt',
];
const session = ['VariableSetStmt', 'TransactionStmt', 'LockStmt', 'DoStmt'];

/** What a seed does besides writing rows: it runs on new data only, so what it defines is not there in production. */
export const seedFaults = (file: string, statements: readonly Statement[]): Fault[] =>
  statements.flatMap(({ node, line, text }) => {
    const at = { file, line, order: 0 };
    if ('DoStmt' in node) {
      const { args } = node.DoStmt;
      const code = optionOf(args, 'as') ?? '';
      return unreadableIn(code, optionOf(args, 'language') ?? 'plpgsql', text, at).map(unreadableFault);
    }
    const makesTable = 'SelectStmt' in node && node.SelectStmt.intoClause !== undefined;
    if (!makesTable && [...rows, ...session].some((kind) => kind in node)) return [];
    const what = `\`${text.split(/\s+/, 2).join(' ').toLowerCase()}\` stands in a seed`;
    return [
      faultAt(
        at,
        what,
        'a seed fills new data on this machine and runs nowhere else, so it writes rows and defines nothing',
        'Move it to a migration: npm run generate, or a new file in supabase/migrations/',
      ),
    ];
  });
