import { broken, type CheckResult, ok, warning } from './check-result.ts';

/** What the versions of the files and of those that a database has applied, both sorted, say together. */
export const judgeMigrations = (versions: readonly string[], applied: readonly string[]): CheckResult => {
  const gone = applied.filter((version) => !versions.includes(version));
  const latest = applied.toSorted().at(-1) ?? '';
  const pending = versions.filter((version) => !applied.includes(version));
  const late = pending.filter((version) => version < latest);
  if (gone.length > 0)
    return broken(
      `The data of \`npm run dev\` has ${gone.join(', ')} applied, and there is no such file.`,
      'Bring the file back from git, or begin anew with `npm run stack:reset`.',
    );
  if (late.length > 0)
    return warning(
      `${late.join(', ')} would be applied after ${latest}, which is later: another machine has another order.`,
      'Rename it to a later time where nobody has applied it, or begin anew with `npm run stack:reset`.',
    );
  const rest = pending.length === 0 ? 'all applied' : `${pending.length} pending, which \`npm run dev\` applies`;
  return ok(`${versions.length} in order, ${rest}`);
};
