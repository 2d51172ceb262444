import { basename } from 'node:path';
import { faultAt } from './fault.ts';
import type { Fault } from './fault.ts';

const NAME = /^(?<time>\d{14})_[a-z0-9]+(?:_[a-z0-9]+)*\.sql$/;

const timeOf = (file: string): string | null => NAME.exec(basename(file))?.groups?.['time'] ?? null;

/** What is wrong with the names of migrations, given as absolute paths in their order. */
export function fileNameFaults(files: readonly string[]): Fault[] {
  return files.flatMap((file, index) => {
    const at = { file, line: 1, order: 0 };
    const time = timeOf(file);
    if (time === null) {
      const why = 'a name gives the order, and a file with another name is left out when migrations are applied';
      const todo = 'Name it <14 digits of the time>_<what_it_does>.sql, such as 20260131120000_add_invoices.sql';
      return [faultAt(at, `${basename(file)} is not named as a migration`, why, todo)];
    }
    const before = files.slice(0, index).find((other) => timeOf(other) === time);
    if (before === undefined) return [];
    const why = 'a database knows a migration by its time, so the second of two is never applied';
    return [faultAt(at, `${basename(file)} has the time of ${basename(before)}`, why, 'Give it a later one')];
  });
}
